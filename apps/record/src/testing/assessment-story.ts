/** A family’s assessments, whole. */
export const ASSESSMENTS = `query ($family: ID!, $assessment: ID, $asOf: AsOf, $purpose: Purpose = FAMILY_HELP) {
  assessments(family: $family, assessment: $assessment, asOf: $asOf, purpose: $purpose) {
    episode revision erased
    assessments {
      assessment scope type formVersion status children startedBy on { value } leftOut { child refusedBy reason }
      needs { id person need bees headlines severity seen identifiedBy } strengths { person strength bees }
      voices { person heard method said reason note } analyses { analysis analysedBy }
      findings { child level send } finalisedBy finalisedOn { value }
      signatures { person signed reason } copies { to how givenBy } withheld { from reason nobodyElse }
      abandonedOn { value } abandonReason abandonNote
    }
    asOf { position }
  }
}`;
/** Their clocks. */
export const FFA_DUE = `query ($by: Date, $asOf: AsOf) {
  due(by: $by, asOf: $asOf, clocks: [FFA_COMPLETE, FIRST_TAF], first: 20, purpose: FAMILY_HELP) {
    nodes { clock about dueOn }
  }
}`;

export interface Assessments {
  readonly revision: number | null;
  readonly assessments: readonly {
    readonly assessment: string;
    readonly status: string;
    readonly needs: readonly { readonly id: string; readonly seen: string | null }[];
    readonly voices: readonly { readonly person: string; readonly said: string | null }[];
  }[];
  readonly asOf: { readonly position: string };
}
