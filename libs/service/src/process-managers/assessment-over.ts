import { assessmentsOf, type Clear, type StoredEvent } from '#libs/contracts';
import { openAssessments, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { isOf, readFamily } from '../door/facts/folded.ts';
import { pastAsCorrected } from '../door/facts/folds.ts';
import { eventsOf } from '../door/streams.ts';
import type { ProcessManager, Step } from './manager.ts';
import { ofHelp, type OfHelp } from './of-help.ts';

export interface AssessmentOverParts {
  readonly store: EventStore;
}

/** Help does not close with an assessment open. Where one was started at the very moment, it is given up here, for all to see. */
export function assessmentOver({ store }: AssessmentOverParts): ProcessManager {
  return {
    name: 'assessment-over',
    causes: ['EpisodeClosed', 'AssessmentStarted'],
    async steps(cause) {
      const { episode, family } = ofHelp(cause);
      const told = pastAsCorrected(await eventsOf(assessmentsOf(episode), store));
      const open = openAssessments(told.filter(isOfAssessment));
      if (open.length === 0) return [];
      const { status } = (await readFamily(family, store))?.episodes.get(episode) ?? {};
      if (status !== 'CLOSED') return [];
      return open.map((assessment) => stepOf(cause, { family, episode, assessment }));
    },
  };
}

function stepOf({ occurredAt, lateReason }: StoredEvent, of: OfHelp & { readonly assessment: string }): Step {
  const data = { ...of, reason: 'EPISODE_CLOSED' };
  const when = { occurredAt, lateReason, lateAs: 'BATCH' };
  return {
    name: of.assessment,
    stream: assessmentsOf(of.episode),
    order: { type: 'AbandonAssessment', data, ...when },
  };
}

const isOfAssessment = (event: Past<Clear.Event>): event is Past<Clear.AssessmentEvent> =>
  isOf('assessment', event);
