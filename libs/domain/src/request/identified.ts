import { eventTable, occurrencesOf, Rejected } from '#libs/contracts';
import type { Entry, IdentifyOnRequest, RequestEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, present } from '../checks.ts';
import type { OnForm, PeopleOnForms } from './fact.ts';
import type { RequestState } from './state.ts';

type Said = Pick<Entry, 'type' | 'data'>;

const IDENTIFIED = 'IdentifiedOnRequest';

/** By their subjects those whom the forms of a request name, or ever named: its events as `recorded`, and as corrected. */
export function peopleOnForms(recorded: readonly Said[], standing: readonly Said[]): PeopleOnForms {
  const people = new Map<string, OnForm>();
  for (const event of recorded)
    for (const { subject, isOfForm } of subjectsNamedIn(event)) people.set(subject, { isOfForm });
  for (const { subject, person } of standing.flatMap(identifiedIn)) {
    const known = people.get(subject);
    if (known !== undefined) people.set(subject, { ...known, person });
  }
  return people;
}

function identifiedIn({
  type,
  data: { subject, person },
}: Said): { subject: string; person: string | null }[] {
  if (type !== IDENTIFIED || typeof subject !== 'string') return [];
  return [{ subject, person: typeof person === 'string' ? person : null }];
}

/** Fields that hold the subject of somebody without a record, by the event's type; those of a form are called so. */
const SUBJECT_FIELDS = new Map(
  Object.entries(eventTable).map(([type, { fields }]) => [
    type,
    type === IDENTIFIED ? [] : fields.filter((field) => field.kind === 'id' && field.of === 'subject'),
  ]),
);

function subjectsNamedIn({ type, data }: Said): { subject: string; isOfForm: boolean }[] {
  return (SUBJECT_FIELDS.get(type) ?? []).flatMap(({ path }) =>
    occurrencesOf(data, path).flatMap(({ value }) =>
      typeof value === 'string' ? [{ subject: value, isOfForm: path.at(-1) === 'subject' }] : [],
    ),
  );
}

/**
 * Who somebody on a form is, whatever became of the request: told once, and anew once the earlier word is voided or was
 * that there is no record. Guarded by the stream.
 */
export function identify(
  { data: { subject, person } }: Told<IdentifyOnRequest>,
  { status }: RequestState,
  facts: Facts,
): RequestEvent[] {
  const known = facts.onForm.get(subject);
  if (known === undefined) throw new Rejected(status === 'NONE' ? 'NOT_FOUND' : 'NOT_ON_FORM');
  if (person !== undefined) {
    checkBegun(facts, `person-${person}`);
    if (facts.erased.has(person)) throw new Rejected('SUBJECT_ERASED', { subject: person });
  }
  if (known.person === (person ?? null)) return [];
  if (typeof known.person === 'string') throw new Rejected('ALREADY_IDENTIFIED');
  return [{ type: IDENTIFIED, data: { subject, ...present({ person }) } }];
}
