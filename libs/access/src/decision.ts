import type { DataClass, RefusalCode } from '#libs/contracts';

/** How a caller must stand to a record for a policy to hold. */
export type Relation = 'anyone' | 'assigned' | 'ownAgency' | 'asked';

interface Outcome {
  /** The policies that decided, for the read record. */
  readonly policyIds: readonly string[];
  /** Classes of personal data the answer may hold. */
  readonly classes: readonly DataClass[];
  readonly relationships: readonly Relation[];
  /** What the one who answers must do besides. */
  readonly obligations: readonly string[];
}

export type Decision =
  | (Outcome & { readonly effect: 'PERMIT' })
  | (Outcome & {
      readonly effect: 'FORBID';
      /** NOT_FOUND wherever the answer depends on the record: not permitted, sealed and absent are alike. */
      readonly code: Extract<RefusalCode, 'NOT_FOUND' | 'NOT_PERMITTED' | 'PURPOSE_NOT_PERMITTED'>;
    });

export function forbid(
  code: 'NOT_FOUND' | 'NOT_PERMITTED' | 'PURPOSE_NOT_PERMITTED',
  policyId: string,
): Decision {
  return {
    effect: 'FORBID',
    code,
    policyIds: [policyId],
    classes: [],
    relationships: [],
    obligations: ['RECORD'],
  };
}
