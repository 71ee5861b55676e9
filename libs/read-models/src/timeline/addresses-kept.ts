import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { numberOf } from './names.ts';

/** Streams of members whose address must be kept from someone who belongs to the family. */
export function addressesKeptFrom(
  tables: Tables,
  family: string,
  { position }: AsOfPoint,
): ReadonlySet<string> {
  const rows = tables.all<{ stream: string }>(
    `SELECT DISTINCT 'person-' || m.person AS stream FROM members m
     CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.type = 'AddressRecorded' AND e.position <= ?1
     LEFT JOIN versions v ON v.target = e.position AND v.from_position <= ?1
     CROSS JOIN json_each(json_array(json(e.data), json(ifnull(v.data, '{}')))) said
     CROSS JOIN json_each(said.value, '$.confidentialFrom') kept
     CROSS JOIN members b ON b.person = kept.value AND b.family = m.family AND b.since <= ?1
     WHERE m.family = ?2 AND m.since <= ?1`,
    position,
    family,
  );
  return new Set(rows.map(({ stream }) => stream));
}
