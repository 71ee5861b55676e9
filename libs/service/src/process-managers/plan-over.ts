import { planOf, type Clear, type StoredEvent } from '#libs/contracts';
import { planStanding, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { isOf, readFamily } from '../door/facts/folded.ts';
import { pastAsCorrected } from '../door/facts/folds.ts';
import { eventsOf } from '../door/streams.ts';
import type { ProcessManager, Step } from './manager.ts';
import { ofHelp, type OfHelp } from './of-help.ts';

export interface PlanOverParts {
  readonly store: EventStore;
}

/**
 * A plan does not stand open after its help: it ends with it, on the day on which that closed. Where one was agreed at the
 * very moment, that is found here as well.
 */
export function planOver({ store }: PlanOverParts): ProcessManager {
  return {
    name: 'plan-over',
    causes: ['EpisodeClosed', 'PlanAgreed'],
    async steps(cause) {
      const { episode, family } = ofHelp(cause);
      const stream = planOf(episode);
      const plan = planStanding(pastAsCorrected(await eventsOf(stream, store)).filter(isOfPlan));
      if (plan.status !== 'AGREED') return [];
      const { status } = (await readFamily(family, store))?.episodes.get(episode) ?? {};
      return status === 'CLOSED' ? [stepOf(cause, { family, episode })] : [];
    },
  };
}

function stepOf({ occurredAt, lateReason }: StoredEvent, help: OfHelp): Step {
  const data = { ...help, reason: 'EPISODE_CLOSED' };
  const when = { occurredAt, lateReason, lateAs: 'BATCH' };
  return { name: help.episode, stream: planOf(help.episode), order: { type: 'EndPlan', data, ...when } };
}

const isOfPlan = (event: Past<Clear.Event>): event is Past<Clear.PlanEvent> => isOf('plan', event);
