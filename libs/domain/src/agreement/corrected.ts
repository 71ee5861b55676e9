import type { AgreementEvent } from '#libs/contracts';
import { streamSubject } from '#libs/contracts';
import type { Around, Facts } from '../aggregate.ts';
import { checkDistinct } from '../checks.ts';
import { checkAgency, checkAtWork } from '../correction/named.ts';
import { differs, type CorrectedFact } from '../correction/stood.ts';
import { checkCapacity, mattersOf } from './capacity.ts';

/** A corrected fact is one that its own command could have recorded where it stands. Who it names is not corrected. */
export function corrected(event: AgreementEvent, around: Around, facts: Facts): AgreementEvent {
  const known = { around, facts };
  if (event.type === 'CompetenceAssessed') checkAtWork(event.data.assessedBy, known);
  else checkSpoken(event, known);
  return event;
}

type Spoken = Exclude<AgreementEvent, { type: 'CompetenceAssessed' }>;

function checkSpoken(event: Spoken, known: CorrectedFact): void {
  const { data } = event;
  const agencies = 'agencies' in data ? (data.agencies ?? []) : [];
  checkDistinct(agencies, 'agencies');
  for (const agency of agencies) checkAgency(agency, known);
  checkAtWork(data.takenBy, known);
  const speaking = { ...data, person: streamSubject(known.around.stream) };
  if (differs(data, 'capacity', known))
    checkCapacity(known.around, speaking, mattersOf(event.type, agencies), known.facts);
}
