import type { Clear } from '#libs/contracts';
import type { CaseFact, StratumFact } from './fact.ts';

/** What was said of a sample before anybody knew its cases. */
export type Design = Omit<Clear.SampleDesigned, 'designedBy'>;

export interface Frame {
  readonly position: number;
  readonly root: string;
  readonly strata: readonly StratumFact[];
}

interface Designed {
  readonly design: Design;
}
interface Committed extends Designed {
  readonly commitment: string;
}
interface Frozen extends Committed {
  readonly frame: Frame;
}

export type SampleState =
  | { readonly status: 'NONE' }
  | (Designed & { readonly status: 'DESIGNED' })
  | (Committed & { readonly status: 'COMMITTED' })
  | (Frozen & { readonly status: 'FROZEN' })
  | (Frozen & {
      readonly status: 'DRAWN';
      /** As they are now: whoever was replaced is none of them, and a reserve that came in is. */
      readonly selected: readonly CaseFact[];
      /** Those that stand by still. */
      readonly reserves: readonly CaseFact[];
    })
  | (Designed & { readonly status: 'CLOSED' });
