import type { AsOfPoint } from '../../as-of.ts';
import type { ModelRows } from '../../model-reader.ts';
import type { AssessmentsAsOf } from './assessment-rows.ts';
import { assessmentsAsOf } from './assessments-as-of.ts';
import type { OfHelp } from './plan-as-of.ts';

/** Assessments of episodes of help. */
export class AssessmentsReader {
  readonly #model: ModelRows;
  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** Those of a family's episode as they stood at `at`, while the episode was the family's. */
  assessments(help: OfHelp, at: AsOfPoint): AssessmentsAsOf {
    return assessmentsAsOf(this.#model.tables(), help, at);
  }
}
