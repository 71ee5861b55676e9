import { Args, Query, Resolver } from '@nestjs/graphql';
import { matters } from '#libs/access';
import { Rejected, type DataClass } from '#libs/contracts';
import type { AsOfPoint, PersonAsOf, TimelineEntry } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom, sizeOf, type Classes } from '../reading/reading-room.ts';
import { classesIn, seesSealed, TimelineView } from '../timeline/timeline.view.ts';
import { described, termsOf } from './described.ts';
import { MatchArgs, PersonMatches } from './match.types.ts';
import { Knowledge, KnowledgeArgs, Person, PersonArgs } from './people.types.ts';
import { PeopleView } from './people.view.ts';

@Resolver()
export class PeopleResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: PeopleView,
    private readonly timeline: TimelineView,
  ) {}

  @Query(() => Person, { nullable: true, description: 'A person as they were on a day, as known then.' })
  person(@Reader() asking: Asking, @Args() asked: PersonArgs): Promise<object> {
    const person = this.room.names.person(asked.reference, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'person', record: person },
      past: 'OF_BOTH_AXES',
      find: (at, classes) => {
        const found = this.room.readers.timeline.personAsOf(person, at);
        return (
          found && {
            value: { ...this.view.person(found, classes), revision: this.revision(found, at, classes) },
            families: found.families,
            persons: found.records,
          }
        );
      },
    });
  }

  @Query(() => Knowledge, { nullable: true, description: 'What was known of a person by then, and by whom.' })
  whatWasKnown(@Reader() asking: Asking, @Args() asked: KnowledgeArgs): Promise<object> {
    const person = this.room.names.person(asked.person, asking);
    const options = {
      ...this.room.page(asked),
      order: asked.order ?? undefined,
      agency: asked.agency ?? undefined,
    };
    const part = ownPart(asking, asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'person', record: person, ...(part !== undefined && { ownPart: true }) },
      past: 'OF_BOTH_AXES',
      find: (at, classes) => {
        const { timeline } = this.room.readers;
        // Of a part each entry is shown in classes of its own: no sealed date may order it.
        const by = part === undefined ? at : { ...at, classes: new Set<DataClass>() };
        const known = timeline.whatWasKnown(person, by, { ...options, sealed: seesSealed(classes) });
        if (known === undefined) return undefined;
        const entries = known.events.edges.map(({ node }) => node);
        if (part !== undefined && entries.length === 0) return undefined;
        this.checkAgency(asked, entries);
        const shown =
          options.agency === undefined
            ? this.timeline.telling(at, classes)
            : this.timeline.tellingPartOf(options.agency, entries, { at, classes });
        return {
          value: {
            person: part === undefined ? this.view.person(known.person, classes) : null,
            families: part === undefined ? known.person.families : [],
            ...this.room.connection(known.events, shown),
          },
          families: known.person.families,
          persons: known.person.records,
          results: entries.length,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => PersonMatches, {
    nullable: true,
    description: 'Who in the record may be the person described: score and reasons.',
  })
  matchPerson(@Reader() asking: Asking, @Args() asked: MatchArgs): Promise<object> {
    const looked = described(asked);
    const limit = sizeOf(asked.first);
    return this.room.open(asking, asked, {
      resource: { kind: 'matching' },
      terms: termsOf(looked),
      find: async ({ unseen }) => {
        const { people } = this.room.readers;
        const matches = people.match(looked, { limit, unseen });
        await this.room.noteSealed(
          asking,
          people.matchUnseen(looked, this.room.sight.sealedFrom(asking.principal)),
        );
        return {
          value: { matches: this.view.matches(matches) },
          persons: matches.map(({ person }) => person),
          results: matches.length,
        };
      },
    });
  }

  /** Who recorded anything may be an agency that the record does not know: NOT_FOUND where it recorded nothing either. */
  private checkAgency({ agency, after, before }: KnowledgeArgs, recorded: readonly TimelineEntry[]): void {
    if (typeof agency !== 'string' || typeof (after ?? before) === 'string' || recorded.length > 0) return;
    if (this.room.readers.directory.organisation(agency) === undefined)
      throw new Rejected('NOT_FOUND', { field: 'agency' });
  }

  private revision({ person }: PersonAsOf, at: AsOfPoint, classes: Classes): number | undefined {
    const sees = { sealed: seesSealed(classes) };
    return this.room.readers.revisions.ofStream(`person-${person}`, at, sees);
  }
}

/** The own agency of whoever reads by what it recorded, or was shared with it, and asks for no more than that. */
function ownPart({ principal }: Asking, { agency }: KnowledgeArgs): string | undefined {
  return matters('ownPart', principal) && agency === principal.agency ? agency : undefined;
}
