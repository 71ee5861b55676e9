import { asCorrected, assessmentsOf, type Clear } from '#libs/contracts';
import { openAssessments, type Facts, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { isOf, opened, type Sources } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

/** Assessments of an episode that are neither complete nor given up. */
export async function readOpenAssessments(
  episode: string | undefined,
  store: EventStore,
): Promise<Facts['openAssessments']> {
  if (episode === undefined) return [];
  return openAssessments(
    pastAsCorrected(await eventsOf(assessmentsOf(episode), store)).filter(isOfAssessment),
  );
}

/** Of which type each assessment of an episode is, opened in memory. */
export async function readAssessmentTypes(
  episode: string | undefined,
  sources: Sources,
): Promise<Facts['assessmentTypes']> {
  if (episode === undefined) return new Map();
  const told = asCorrected(await opened(assessmentsOf(episode), sources));
  return new Map(
    told.flatMap(({ type, data }) => {
      const { assessment, type: kind } = data;
      const isSaid = typeof assessment === 'string' && typeof kind === 'string';
      return type === 'AssessmentStarted' && isSaid ? [[assessment, kind] as const] : [];
    }),
  );
}

const isOfAssessment = (event: Past<Clear.Event>): event is Past<Clear.AssessmentEvent> =>
  isOf('assessment', event);
