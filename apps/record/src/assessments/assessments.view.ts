import { Injectable } from '@nestjs/common';
import type { OccurredAt } from '#libs/contracts';
import type { AssessmentAsOf, AssessmentsAsOf } from '#libs/read-models';
import { occurredAtShown } from '../schema/occurred-at.ts';
import type { FamilyAssessment, FamilyAssessments } from './assessments.types.ts';

/** Assessments as they are read. */
@Injectable()
export class AssessmentsView {
  assessments(
    family: string,
    { episode, revision, erased, assessments }: AssessmentsAsOf,
    only: string | undefined,
  ): Omit<FamilyAssessments, 'asOf' | 'lag'> {
    const asked = assessments.filter(({ assessment }) => only === undefined || assessment === only);
    return { family, episode, revision, erased, assessments: asked.map(shown) };
  }
}

function shown({ finalisedOn, abandonedOn, ...told }: AssessmentAsOf): FamilyAssessment {
  return {
    ...onShown(told),
    finalisedOn: finalisedOn && occurredAtShown(finalisedOn),
    abandonedOn: abandonedOn && occurredAtShown(abandonedOn),
    needs: told.needs.map(onShown),
    strengths: told.strengths.map(onShown),
    voices: told.voices.map(onShown),
    analyses: told.analyses.map(onShown),
    signatures: told.signatures.map(onShown),
    copies: told.copies.map(onShown),
    withheld: told.withheld.map(onShown),
  };
}

function onShown<T extends { readonly on: OccurredAt }>(told: T) {
  return { ...told, on: occurredAtShown(told.on) };
}
