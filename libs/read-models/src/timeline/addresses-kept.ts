import { isSamePlace, type Place } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { numberOf } from './names.ts';

/** An address of a member, as recorded or as a correction left it. */
interface Lived extends Place {
  readonly person: string;
}

/** Members' addresses by then, whether or not they still live there. */
const LIVED = `SELECT m.person, said.value AS data FROM members m
  CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.type = 'AddressRecorded' AND e.position <= ?1
  LEFT JOIN versions v ON v.target = e.position AND v.from_position <= ?1
  CROSS JOIN json_each(json_array(json(e.data), json(ifnull(v.data, '{}')))) said`;

/**
 * Streams of members whose address must be kept from someone who belongs to the family: that which says so, and each that
 * tells the same place.
 */
export function addressesKeptFrom(
  tables: Tables,
  family: string,
  { position }: AsOfPoint,
): ReadonlySet<string> {
  const kept = tables.all<{ person: string; whom: string; data: string }>(
    `SELECT DISTINCT lived.person, b.person AS whom, lived.data FROM (${LIVED} WHERE m.family = ?2 AND m.since <= ?1) lived
     CROSS JOIN json_each(lived.data, '$.confidentialFrom') k
     CROSS JOIN members b ON b.person = k.value AND b.family = ?2 AND b.since <= ?1`,
    position,
    family,
  );
  if (kept.length === 0) return new Set();
  const secrets = kept.map(({ whom, data }) => ({ whom, place: placeOf(data) }));
  const tells = livedBy(tables, family, position).filter((lived) =>
    secrets.some(({ whom, place }) => whom !== lived.person && isSamePlace(place, lived)),
  );
  return new Set([...kept, ...tells].map(({ person }) => `person-${person}`));
}

function livedBy(tables: Tables, family: string, position: number): Lived[] {
  const rows = tables.all<{ person: string; data: string }>(
    `${LIVED} WHERE m.family = ?2 AND m.since <= ?1`,
    position,
    family,
  );
  return rows.map(({ person, data }) => ({ person, ...placeOf(data) }));
}

/** Of what was erased nothing is said. */
function placeOf(data: string): Place {
  const { line, postcode, uprn } = JSON.parse(data) as Place;
  return { line, postcode, uprn };
}
