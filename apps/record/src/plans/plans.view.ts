import { Injectable } from '@nestjs/common';
import type { ActionAsOf, AsOfPoint, GoalAsOf, PlanAsOf, TafAsOf } from '#libs/read-models';
import { occurredAtShown } from '../schema/occurred-at.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import type { FamilyPlan, PlanActionView, PlanGoalView, TafView } from './plans.types.ts';

/** A plan as it is read, with the names of the time. */
@Injectable()
export class PlansView {
  constructor(private readonly timeline: TimelineView) {}

  plan(family: string, { endedOn, ...told }: PlanAsOf, at: AsOfPoint): Omit<FamilyPlan, 'asOf' | 'lag'> {
    const { status, episode, revision, erased, endReason, versions, goals, tafs, reviews, copies, withheld } =
      told;
    return {
      family,
      episode,
      status,
      revision,
      erased,
      endedOn: endedOn && occurredAtShown(endedOn),
      endReason,
      versions: versions.map(onShown),
      goals: goals.map((goal) => this.goal(goal, at)),
      tafs: tafs.map((taf) => this.taf(taf, at)),
      reviews: reviews.map(onShown),
      copies: copies.map(onShown),
      withheld: withheld.map(onShown),
    };
  }

  private goal({ progress, actions, ...goal }: GoalAsOf, at: AsOfPoint): PlanGoalView {
    return {
      ...onShown(goal),
      progress: progress && onShown(progress),
      actions: actions.map((action) => this.action(action, at)),
    };
  }

  private action({ notes, ...action }: ActionAsOf, at: AsOfPoint): PlanActionView {
    return {
      ...onShown(action),
      ownerAgencyName: this.timeline.agencyName(action.ownerAgency, at),
      ownerWorkerName: this.timeline.workerName(action.ownerWorker, at),
      notes: notes.map(onShown),
    };
  }

  private taf(taf: TafAsOf, at: AsOfPoint): TafView {
    return { ...onShown(taf), ledByName: this.timeline.workerName(taf.ledBy, at) };
  }
}

function onShown<T extends { readonly on: TafAsOf['on'] }>(told: T) {
  return { ...told, on: occurredAtShown(told.on) };
}
