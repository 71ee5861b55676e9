import { Args, Query, Resolver } from '@nestjs/graphql';
import { accountsForSealed } from '#libs/access';
import { glassReviewDueOn } from '#libs/domain';
import { isSeen, nothingUnseen, type GlassUseRow } from '#libs/read-models';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { BrokenGlassArgs, BrokenGlassConnection, type BrokenGlass } from './broken-glass.types.ts';

@Resolver()
export class BrokenGlassResolver {
  constructor(private readonly room: ReadingRoom) {}

  @Query(() => BrokenGlassConnection, {
    nullable: true,
    description: 'Who broke the glass, and what is still to be reviewed, by when.',
  })
  brokenGlass(@Reader() asking: Asking, @Args() asked: BrokenGlassArgs): Promise<BrokenGlassConnection> {
    const page = this.room.page(asked);
    const seesEveryUse = accountsForSealed(asking.principal, asked.purpose);
    return this.room.open(asking, asked, {
      resource: { kind: 'accessLog' },
      filters: ['worker'],
      find: ({ position, unseen = nothingUnseen }) => {
        const { worker, unreviewed } = asked;
        const filter = {
          ...{ worker: worker ?? undefined, unreviewed: unreviewed ?? undefined },
          ...(!seesEveryUse && { unseen }),
        };
        const found = this.room.readers.sharing.glassUses(filter, position, page);
        const holidays = this.room.readers.oversight.bankHolidays(position);
        const shown = (row: GlassUseRow): BrokenGlass => ({
          ...row,
          family: isSeen(unseen, row.family) ? row.family : null,
          reviewDueOn: glassReviewDueOn(row.usedAt, holidays),
        });
        return {
          value: this.room.connection(found, shown),
          families: [...new Set(found.edges.map(({ node }) => node.family))],
          results: found.edges.length,
        };
      },
    });
  }
}
