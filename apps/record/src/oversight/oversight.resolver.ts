import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected } from '#libs/contracts';
import type { DriftRow, DueRow, LateRow } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { dayAsked } from '../schema/as-of.ts';
import {
  LateEntriesArgs,
  LateEntryConnection,
  OwnershipGapsAnswer,
  OwnershipGapsArgs,
} from './continuity.types.ts';
import { DriftArgs, DriftConnection } from './drift.types.ts';
import { DueArgs, DueConnection } from './due.types.ts';
import { OversightView, ownersOf, whoseWork } from './oversight.view.ts';
import { DistrictOverview, DistrictOverviewArgs } from './overview.types.ts';

@Resolver()
export class OversightResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: OversightView,
  ) {}

  @Query(() => DueConnection, {
    nullable: true,
    description: 'What is due or overdue, since when and whose: the longest overdue first.',
  })
  due(@Reader() asking: Asking, @Args() asked: DueArgs): Promise<DueConnection> {
    const page = this.room.page(asked, 'due');
    const question = { ...ownersOf(asked), clocks: asked.clocks ?? undefined, by: dayAsked(asked.by) };
    return this.room.open(asking, asked, {
      resource: whoseWork(asked, asking.principal),
      past: 'OF_BOTH_AXES',
      filters: ['district', 'worker', 'agency'],
      find: (at) => {
        const found = this.room.readers.oversight.due(question, at, page);
        return {
          value: this.room.connection(found, (row) => this.view.due(row, at), 'due'),
          families: familiesIn(found.edges),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => DriftConnection, {
    nullable: true,
    description: 'Open episodes with signs that help has drifted, which nobody has acknowledged since.',
  })
  drift(@Reader() asking: Asking, @Args() asked: DriftArgs): Promise<DriftConnection> {
    const page = this.room.page(asked);
    return this.room.open(asking, asked, {
      resource: whoseWork(asked, asking.principal),
      past: 'OF_BOTH_AXES',
      filters: ['district', 'worker', 'agency'],
      find: (at) => {
        const found = this.room.readers.oversight.drift(ownersOf(asked), at, page);
        return {
          value: this.room.connection(found, (row) => this.view.drift(row, at)),
          families: familiesIn(found.edges),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => OwnershipGapsAnswer, {
    nullable: true,
    description: 'Every stretch of time in which an open episode had no owner: of a sound record none.',
  })
  ownershipGaps(@Reader() asking: Asking, @Args() asked: OwnershipGapsArgs): Promise<OwnershipGapsAnswer> {
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      past: 'OF_BOTH_AXES',
      find: (at) => {
        const value = this.room.readers.oversight.ownershipGaps(at);
        return {
          value,
          families: [...new Set(value.gaps.map(({ family }) => family))],
          results: value.gaps.length,
        };
      },
    });
  }

  @Query(() => LateEntryConnection, {
    nullable: true,
    description: 'What was recorded late, by how many days and why, in the order of recording.',
  })
  lateEntries(@Reader() asking: Asking, @Args() asked: LateEntriesArgs): Promise<LateEntryConnection> {
    const page = this.room.page(asked);
    const { minDays } = asked;
    if (minDays < 1) throw new Rejected('INVALID_INPUT', { field: 'minDays' });
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      filters: ['district'],
      find: (at) => {
        const question = { minDays, district: asked.district ?? undefined };
        const found = this.room.readers.oversight.lateEntries(question, at, page);
        return {
          value: this.room.connection(found, (row) => this.view.late(row, at)),
          families: familiesIn(found.edges),
          results: found.edges.length,
        };
      },
    });
  }

  @Query(() => DistrictOverview, {
    nullable: true,
    description: 'Episodes by level, steps and hand-overs by month, what became of requests, and what waits.',
  })
  districtOverview(@Reader() asking: Asking, @Args() asked: DistrictOverviewArgs): Promise<DistrictOverview> {
    const { district } = asked;
    const [from, to] = [dayAsked(asked.from), dayAsked(asked.to)];
    return this.room.open(asking, asked, {
      resource: { kind: 'population' },
      past: 'OF_BOTH_AXES',
      filters: ['district'],
      find: (at) => ({
        value: this.room.readers.oversight.districtOverview({ district, from, to }, at),
        figures: true,
      }),
    });
  }
}

type Shown = { readonly node: DueRow | DriftRow | LateRow };

function familiesIn(edges: readonly Shown[]): string[] {
  return [...new Set(edges.flatMap(({ node }) => node.family ?? []))];
}
