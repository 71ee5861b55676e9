import { seesAsOfTeamAlone } from '#libs/access';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { PlanAsOf } from '#libs/read-models';
import { helpWithTeam } from '#libs/service';
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
        const { timeline, plans } = this.room.readers;
        const found = timeline.familyAsOf(family, at);
        const episodes = found?.episodes.map(({ episode }) => episode) ?? [];
        const episode = asked.episode ?? episodes.at(-1);
        if (found === undefined || episode === undefined) return undefined;
        if (!episodes.includes(episode) || !this.isToldOf(episode, { family, by })) return undefined;
        return {
          value: this.view.plan(family, tellsWhy(by, plans.plan({ family, episode }, at)), at),
          families: [family],
          persons: found.members.map(({ person }) => person),
        };
      },
    });
  }

  /** One of the team alone is told of the help that is open now, whatever position is asked about. */
  private isToldOf(
    episode: string,
    { family, by }: { readonly family: string; readonly by: readonly string[] },
  ): boolean {
    if (!seesAsOfTeamAlone(by)) return true;
    const { readers } = this.room;
    return helpWithTeam(readers.timeline.withSurvivors([family]), readers).includes(episode);
  }
}

function tellsWhy(by: readonly string[], plan: PlanAsOf): PlanAsOf {
  if (!seesAsOfTeamAlone(by)) return plan;
  const withheld = plan.withheld.map((each) => ({ ...each, reason: null, redactions: [UNTOLD] }));
  return { ...plan, withheld };
}

const UNTOLD = { pointer: '/reason', reason: 'WITHHELD' };
