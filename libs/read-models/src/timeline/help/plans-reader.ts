import type { AsOfPoint } from '../../as-of.ts';
import type { ModelRows } from '../../model-reader.ts';
import { planAsOf, type OfHelp, type PlanAsOf } from './plan-as-of.ts';
import { teamsOf, type Teams } from './teams.ts';

/** Action plans of episodes of help, and the teams that carry them out. */
export class PlansReader {
  readonly #model: ModelRows;
  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** The plan of a family's episode and its team's meetings, as they stood at `at`, while the episode was the family's. */
  plan(help: OfHelp, at: AsOfPoint): PlanAsOf {
    return planAsOf(this.#model.tables(), help, at);
  }

  /** Who is of the teams of these episodes now. */
  teamsOf(episodes: readonly string[]): Teams {
    return teamsOf(this.#model.tables(), episodes);
  }
}
