import { Args, Query, Resolver } from '@nestjs/graphql';
import { streamCategory, streamSubject } from '#libs/contracts';
import type { EntryPlace } from '#libs/read-models';
import { unseenIn } from '../reading/struck.ts';
import { familiesIn, subjectsIn, type AskedFor } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { LevelHistory, LevelHistoryArgs } from './level-history.types.ts';
import { EventAnswer, EventArgs, TimelineArgs, TimelineConnection } from './timeline.types.ts';
import { classesIn, seesSealed, TimelineView } from './timeline.view.ts';

/** An id that none is ever made as. */
const NOWHERE = `family-${'0'.repeat(26)}`;

/** A position at which nothing stands. */
const NO_POSITION = -1;

@Resolver()
export class TimelineResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: TimelineView,
  ) {}

  @Query(() => TimelineConnection, {
    nullable: true,
    description: 'A family’s story, event by event, as known then and up to a day.',
  })
  familyTimeline(@Reader() asking: Asking, @Args() asked: TimelineArgs): Promise<TimelineConnection> {
    const family = this.room.names.family(asked.family, asking);
    const page = { ...this.room.page(asked), order: asked.order ?? undefined };
    return this.room.open(asking, asked, {
      resource: { kind: 'family', record: family },
      view: 'AS_RECORDED',
      past: 'OF_BOTH_AXES',
      find: (at, classes) => {
        const { timeline, families } = this.room.readers;
        if (!families.family(family, at.position)) return undefined;
        const found = timeline.familyTimeline(family, at, { ...page, sealed: seesSealed(classes) });
        const entries = found.edges.map(({ node }) => node);
        return {
          value: this.room.connection(
            found,
            this.view.telling(at, classes, timeline.addressesKeptFrom(family, at)),
          ),
          families: [...new Set([family, ...entries.flatMap(familiesIn)])],
          persons: [...new Set(entries.flatMap(subjectsIn))],
          results: entries.length,
          masked: classesIn(entries, classes),
        };
      },
    });
  }

  @Query(() => LevelHistory, {
    nullable: true,
    description: 'Every level a child was at, and who decided it.',
  })
  levelHistory(@Reader() asking: Asking, @Args() asked: LevelHistoryArgs): Promise<object> {
    const child = this.room.names.person(asked.child, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'person', record: child },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const { timeline } = this.room.readers;
        if (timeline.personAsOf(child, at) === undefined) return undefined;
        const spans = timeline.levelHistory(child, at);
        return {
          value: { child, spans: spans.map((span) => this.view.levelSpan(span, at)) },
          families: [...new Set(spans.map(({ family }) => family))],
          persons: [child],
          results: spans.length,
        };
      },
    });
  }

  @Query(() => EventAnswer, { nullable: true, description: 'One event, by its id or its position.' })
  event(@Reader() asking: Asking, @Args() asked: EventArgs): Promise<EventAnswer> {
    const { timeline } = this.room.readers;
    const which = /^\d+$/.test(asked.id) ? Number(asked.id) : asked.id;
    const place = timeline.placeOf(which);
    // Asked whether or not there is such an event, so that no statement tells.
    const { record = NOWHERE } = recordOf(place);
    const unseen = this.room.sight.leftOutOf(asking.principal, record, place?.subjects);
    const sealed = place === undefined ? [] : unseenIn(place, unseen);
    asking.unseen.push(...sealed);
    const seen = sealed.length > 0 ? undefined : place;
    const position = seen?.position ?? NO_POSITION;
    return this.room.open(asking, asked, {
      resource: { ...recordOf(seen), ...this.room.inPapers(asking, position) },
      view: 'AS_RECORDED',
      find: (at, classes) => {
        const entry = timeline.event(position, at);
        return entry && entry.position <= at.position
          ? {
              value: this.view.event(entry, at, classes),
              families: entry.families,
              persons: subjectsIn(entry),
              masked: classesIn([entry], classes),
            }
          : undefined;
      },
    });
  }
}

/** What an event opens: the record as whose it is read, else the one in whose stream it stands; of one that is not there, no record, as of a family's. */
function recordOf(entry: EntryPlace | undefined): AskedFor {
  if (entry === undefined) return { kind: 'event', record: NOWHERE, unseen: [] };
  const isOfPerson = streamCategory(entry.stream) === 'person';
  const record = entry.givenTo ?? (isOfPerson ? streamSubject(entry.stream) : entry.stream);
  return { kind: 'event', record, ...(entry.sensitivity === 'SEALED' && { sealed: true }) };
}
