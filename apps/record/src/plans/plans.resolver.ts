import { seesAsOfTeamAlone } from '#libs/access';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { PlanAsOf } from '#libs/read-models';
import { isToldOfPlan } from '#libs/service';
import { Reader, type Asking } from '../reading/asking.ts';
import { ReadingRoom } from '../reading/reading-room.ts';
import { FamilyPlan, PlanArgs } from './plans.types.ts';
import { PlansView } from './plans.view.ts';

@Resolver()
export class PlansResolver {
  constructor(
    private readonly room: ReadingRoom,
    private readonly view: PlansView,
  ) {}

  @Query(() => FamilyPlan, {
    nullable: true,
    description: 'The action plan of a family’s help by then, and the team that carries it out.',
  })
  plan(@Reader() asking: Asking, @Args() asked: PlanArgs): Promise<object> {
    const family = this.room.names.family(asked.family, asking);
    return this.room.open(asking, asked, {
      resource: { kind: 'plan', record: family },
      past: 'OF_BOTH_AXES',
      find: (at, _, by) => {
        const { readers } = this.room;
        const { timeline, plans } = readers;
        const found = timeline.familyAsOf(family, at);
        const episodes = found?.episodes.map(({ episode }) => episode) ?? [];
        const episode = asked.episode ?? episodes.at(-1);
        if (found === undefined || episode === undefined) return undefined;
        if (!episodes.includes(episode) || !isToldOfPlan(by, { family, episode }, readers)) return undefined;
        return {
          value: this.view.plan(family, tellsWhy(by, plans.plan({ family, episode }, at)), at),
          families: [family],
          persons: found.members.map(({ person }) => person),
        };
      },
    });
  }
}

function tellsWhy(by: readonly string[], plan: PlanAsOf): PlanAsOf {
  if (!seesAsOfTeamAlone(by)) return plan;
  const withheld = plan.withheld.map((each) => ({ ...each, reason: null, redactions: [UNTOLD] }));
  return { ...plan, withheld };
}

const UNTOLD = { pointer: '/reason', reason: 'WITHHELD' };
