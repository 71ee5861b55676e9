import { streamSubject } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import { idsIn, nothingUnseen, type Unseen } from '../../unseen.ts';
import type { Scope } from '../scope.ts';

/**
 * All that is recorded, but requests that whoever asks may not see, what other records say of these, and erasures of whom they
 * may not see: each is there whole, or not at all.
 */
export function everything({ position, unseen = nothingUnseen }: AsOfPoint): Scope {
  const left = [ofSeenRequests(unseen), ofSeenErasures(unseen)];
  return {
    sql: `SELECT position FROM events WHERE ${['position <= ?', ...left.map(({ sql }) => sql)].join(' AND ')}`,
    values: [position, ...left.flatMap(({ values }) => values)],
  };
}

/** A form that came in before anybody was registered, and an item before a panel or a hold of it, name nobody of a record. */
function ofSeenRequests({ requests }: Unseen): Scope {
  if (requests.size === 0) return ALL;
  const ids = idsIn(requests);
  return {
    sql: `stream NOT IN (SELECT n.number FROM json_each(?) u CROSS JOIN names n ON n.name = u.value)
      AND NOT EXISTS (SELECT 1 FROM json_each(?) u WHERE instr(data, u.value))`,
    values: [ids, ids],
  };
}

/** What stands in the papers of an erasure that took a key. */
function ofSeenErasures({ persons, families, requests }: Unseen): Scope {
  if (persons.size + families.size + requests.size === 0) return ALL;
  return {
    sql: `stream NOT IN (SELECT e.stream FROM json_each(?) u
      CROSS JOIN tombstones t ON t.subject = u.value CROSS JOIN events e ON e.position = t.position)`,
    values: [JSON.stringify([...persons, ...[...families, ...requests].map(streamSubject)])],
  };
}

const ALL: Scope = { sql: 'TRUE', values: [] };
