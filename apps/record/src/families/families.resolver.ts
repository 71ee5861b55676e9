import { Args, Query, Resolver } from '@nestjs/graphql';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { FamiliesArgs, Family, FamilyArgs, FamilyConnection } from './families.types.ts';
import { FamiliesView } from './families.view.ts';

@Resolver()
export class FamiliesResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: FamiliesView,
  ) {}

  @Query(() => Family, { nullable: true, description: 'A family as it was on a day, as known then.' })
  family(@Reader() asking: Asking, @Args() asked: FamilyArgs): Promise<object> {
    const family = this.room.names.family(asked.reference, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'family', record: family },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const found = this.room.readers.timeline.familyAsOf(family, at);
        return (
          found && {
            value: this.view.family(found, at),
            families: [found.family],
            persons: found.members.map(({ person }) => person),
          }
        );
      },
    });
  }

  @Query(() => FamilyConnection, { nullable: true, description: 'Families, in order of registration.' })
  families(@Reader() asking: Asking, @Args() asked: FamiliesArgs): Promise<FamilyConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      filters: ['district', 'level', 'keyworker', 'agency'],
      find: (at) => {
        const found = this.room.readers.families.list(
          { ...filterOf(asked), unseen: at.unseen },
          at.position,
          page,
        );
        return {
          value: this.room.connection(found, (row) => this.view.summary(row, at)),
          families: found.edges.map(({ node }) => node.family),
          results: found.edges.length,
        };
      },
    });
  }
}

function filterOf({ district, status, level, keyworker, agency }: FamiliesArgs) {
  return {
    district: district ?? undefined,
    status: status ?? undefined,
    level: level ?? undefined,
    keyworker: keyworker ?? undefined,
    agency: agency ?? undefined,
  };
}
