import type { CommandType, DataClass, RefusalCode } from '#libs/contracts';

/** To read a record, or to give a command about it. */
export type Action = 'read' | CommandType;

/**
 * How a caller must stand to a record for a policy to hold: keyworker of it now or at the position asked about, of the
 * agency it belongs to, asked or told about it, asking only for what the own agency recorded or was told, member of a panel
 * that it is before, of the agency that sent it, managing whoever helps, of an agency of the team around the family, let in by
 * breaking the glass, or a custodian of the seal on it.
 */
export const relations = [
  'anyone',
  'assigned',
  'assignedThen',
  'ownAgency',
  'asked',
  'ownPart',
  'tabled',
  'sent',
  'manages',
  'inTeam',
  'glassBroken',
  'custodian',
] as const;

export type Relation = (typeof relations)[number];

interface Outcome {
  /** The policies that decided, for the read record. */
  readonly policyIds: readonly string[];
  /** Classes of personal data the answer may hold. */
  readonly classes: readonly DataClass[];
  readonly relationships: readonly Relation[];
}

export type Refusal = Extract<
  RefusalCode,
  'NOT_FOUND' | 'NOT_PERMITTED' | 'PURPOSE_NOT_PERMITTED' | 'PROCESSING_RESTRICTED'
>;

export type Decision =
  | (Outcome & { readonly effect: 'PERMIT' })
  | (Outcome & {
      readonly effect: 'FORBID';
      /**
       * NOT_FOUND wherever the answer depends on the record: not permitted, sealed and absent are alike. PROCESSING_RESTRICTED
       * is said to whom the record would open for a purpose that is left.
       */
      readonly code: Refusal;
    });

/** Whether it is refused whichever record it were, however the caller stood to that: nothing need be known of either. */
export function isWhateverRecord(decision: Decision): boolean {
  return decision.effect === 'FORBID' && EVER.has(decision.code);
}

const EVER: ReadonlySet<Refusal> = new Set(['NOT_PERMITTED', 'PURPOSE_NOT_PERMITTED']);

export function forbid(code: Refusal, policyId: string): Decision {
  return {
    effect: 'FORBID',
    code,
    policyIds: [policyId],
    classes: [],
    relationships: [],
  };
}
