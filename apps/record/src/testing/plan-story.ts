import { isSimulated } from '#libs/service';
import type { Served } from './served.ts';
import type { Story } from './story.ts';

/** It is now that later instant, until told otherwise. */
export function standingAt({ record: { clock } }: Served, instant: string): void {
  if (isSimulated(clock)) clock.standAt(instant);
}

/** Resolves once all that follows by itself stands in the record, and can be read. */
export async function followedUp({ record: { managers, projector, store } }: Served): Promise<void> {
  await managers.reached(await store.head());
  await projector.reached(await store.head());
}

/** Ava’s father, who belongs to the family and lives elsewhere. */
export async function fatherOf(served: Served, { family }: Story): Promise<string> {
  const { id } = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }],
    dateOfBirth: '1988',
    sex: 'M',
    adult: true,
  });
  const joins = { family: family.id, person: id, role: 'FATHER', livesHere: 'NO' };
  await served.order('coordinator', 'addMember', joins);
  return id;
}

/** A family’s plan, whole. */
export const PLAN = `query ($family: ID!, $asOf: AsOf, $purpose: Purpose = FAMILY_HELP) {
  plan(family: $family, asOf: $asOf, purpose: $purpose) {
    status revision erased endedOn { value } endReason
    versions { version agreedBy familyPresent absentReason on { value } }
    goals { goal person standing wanted bees ambitions measure baseline progress { progress note on { value } }
      actions { action state overdue ownerPerson ownerWorkerName ownerAgencyName due what notes { kind note on { value } } } }
    tafs { on { value } ledByName workers agencies persons childrenPresent childrenAbsent { child reason } notes }
    reviews { on { value } nextDue progress { goal progress note } }
    copies { to version how } withheld { from reason nobodyElse }
    asOf { position }
  }
}`;
/** Its clocks. */
export const DUE = `query ($by: Date, $asOf: AsOf) {
  due(by: $by, asOf: $asOf, clocks: [FIRST_TAF, PLAN_REVIEW, PLAN_COPY, PLAN_ACTION], first: 20, purpose: FAMILY_HELP) {
    nodes { clock about dueOn daysOverdue }
  }
}`;

export interface Plan {
  readonly status: string;
  readonly revision: number | null;
  readonly goals: readonly Goal[];
}

interface Goal {
  readonly goal: string;
  readonly wanted: string | null;
  readonly actions: readonly { readonly action: string }[];
}
