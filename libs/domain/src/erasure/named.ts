import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { checkDistinct } from '../checks.ts';
import { allOf, type KeptRecord, type Records } from '../retention/records.ts';

type Named = { readonly [K in keyof Records]?: readonly string[] };

/** The records that a command or an event names. */
export function recordsIn({ persons = [], families = [], requests = [] }: Named): Records {
  return { persons, families, requests };
}

/** The records as an event names them: a list that would be empty is left out. */
export function namedRecords({ persons, families, requests }: Records) {
  return {
    ...(persons.length > 0 && { persons: [...persons] }),
    ...(families.length > 0 && { families: [...families] }),
    ...(requests.length > 0 && { requests: [...requests] }),
  };
}

/** At least one record, each once, each there and not erased: REQUIRED, DUPLICATE_VALUE, NOT_FOUND, SUBJECT_ERASED. */
export function checkNamed(records: Records, facts: Facts): void {
  const all = allOf(records);
  if (all.length === 0) throw new Rejected('REQUIRED', { field: 'persons' });
  for (const field of ['persons', 'families', 'requests'] as const) checkDistinct(records[field], field);
  for (const record of all)
    if (keptRecord(facts, record).erased) throw new Rejected('SUBJECT_ERASED', { record });
}

/** What was found of a record: NOT_FOUND. */
export function keptRecord({ erasing }: Pick<Facts, 'erasing'>, record: string): KeptRecord {
  const found = erasing.records.get(record);
  if (found === undefined) throw new Rejected('NOT_FOUND', { record });
  return found;
}
