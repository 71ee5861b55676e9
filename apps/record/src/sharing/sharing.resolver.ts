import { Args, Query, Resolver } from '@nestjs/graphql';
import type { AsOfPoint, DisclosureAsOf } from '#libs/read-models';
import type { AskedFor } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { exactlyOne } from '../reading/one-of.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { Agreements, AgreementsArgs } from './agreements.types.ts';
import { DisclosureConnection, DisclosureRegisterArgs } from './disclosure-register.types.ts';
import { Disclosures, DisclosuresArgs } from './disclosures.types.ts';
import { SharingView } from './sharing.view.ts';

@Resolver()
export class SharingResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: SharingView,
  ) {}

  @Query(() => Agreements, {
    nullable: true,
    description: 'Who agreed to help for a person by then, and which agencies may be told.',
  })
  agreements(@Reader() asking: Asking, @Args() asked: AgreementsArgs): Promise<object> {
    const person = this.room.names.person(asked.person, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'person', record: person },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const { timeline } = this.room.readers;
        if (timeline.personAsOf(person, at) === undefined) return undefined;
        const told = timeline.agreements(person, at);
        return {
          value: this.view.agreements(person, told, at),
          families: [...new Set(told.voices.map(({ family }) => family))],
          persons: told.records,
          results: told.voices.length,
        };
      },
    });
  }

  @Query(() => Disclosures, {
    nullable: true,
    description: 'What was shared by then about a family or a person, and what was decided not to be.',
  })
  disclosures(@Reader() asking: Asking, @Args() asked: DisclosuresArgs): Promise<object> {
    const { resource, tell } = this.asked(asked, asking);
    return this.room.open(asking, asked, {
      resource,
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const told = tell(at);
        return (
          told && {
            value: { disclosures: told.map((each) => this.view.disclosure(each, at)) },
            families: [...new Set(told.map(({ family }) => family))],
            persons: [...new Set(told.flatMap(({ persons }) => persons))],
            results: told.length,
          }
        );
      },
    });
  }

  @Query(() => DisclosureConnection, {
    nullable: true,
    description: 'The register of disclosures: to whom, and what came of each, without what was said.',
  })
  disclosureRegister(
    @Reader() asking: Asking,
    @Args() asked: DisclosureRegisterArgs,
  ): Promise<DisclosureConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'disclosures' },
      filters: ['agency'],
      find: ({ position, unseen }) => {
        const { agency, state, overridden, inError } = asked;
        const found = this.room.readers.sharing.disclosures(
          {
            agency: agency ?? undefined,
            state: state ?? undefined,
            overridden: overridden ?? undefined,
            inError: inError ?? undefined,
            unseen,
          },
          position,
          page,
        );
        return {
          value: this.room.connection(found, (row) => this.view.registered(row, { position })),
          families: [...new Set(found.edges.map(({ node }) => node.family))],
          results: found.edges.length,
        };
      },
    });
  }

  private asked(
    { family, person }: DisclosuresArgs,
    asking: Asking,
  ): {
    resource: AskedFor;
    tell: (at: AsOfPoint) => readonly DisclosureAsOf[] | undefined;
  } {
    exactlyOne({ family, person }, 'family', 'person');
    const { timeline } = this.room.readers;
    if (typeof family === 'string') {
      const record = this.room.names.family(family, asking);
      const isThere = (at: AsOfPoint) => timeline.familyAsOf(record, at) !== undefined;
      return {
        resource: { kind: 'family', record },
        tell: (at) => (isThere(at) ? timeline.disclosuresOfFamily(record, at) : undefined),
      };
    }
    const record = this.room.names.person(person ?? '', asking);
    const isThere = (at: AsOfPoint) => timeline.personAsOf(record, at) !== undefined;
    return {
      resource: { kind: 'person', record },
      tell: (at) => (isThere(at) ? timeline.disclosuresAbout(record, at) : undefined),
    };
  }
}
