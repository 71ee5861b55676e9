import { streamSubject, type Opened } from '#libs/contracts';
import { placesKeptFrom, type Abode } from '#libs/reference';
import type { AsOfPoint } from '../../as-of.ts';
import { recordsOf } from '../../links.ts';
import type { Tables } from '../../projection.ts';
import { withLineage } from '../lineage.ts';
import { nameOf } from '../names.ts';
import { ofStreams } from '../pages.ts';
import type { Scope } from '../scope.ts';

/**
 * Streams that tell of a place which must be kept from someone who belongs or belonged to the family: members', under every
 * record that is theirs, and those of requests in its story.
 */
export function addressesKeptFrom(tables: Tables, family: string, at: AsOfPoint): ReadonlySet<string> {
  const members = tables.all<{ person: string }>(
    'SELECT DISTINCT person FROM members WHERE family = ? AND since <= ?',
    family,
    at.position,
  );
  const theirs = members.map(({ person }) => recordsOf(tables, person, at.position));
  const streams = theirs.flat().map((record) => `person-${record}`);
  const lived = toldIn(tables, ofStreams(streams, at), at);
  if (!lived.some(({ confidentialFrom }) => confidentialFrom?.length)) return new Set();
  const abodes = [...lived, ...toldIn(tables, withLineage(tables, family, at), at)];
  const kept = theirs.flatMap((records) => abodes.filter(placesKeptFrom(new Set(records), abodes)));
  return new Set(kept.map(({ stream }) => stream));
}

type Told = Abode & { readonly stream: string };

/** What events of the scope tell of where somebody lives: as recorded, and as each correction left it. */
function toldIn(tables: Tables, { sql, values }: Scope, { position }: AsOfPoint): Told[] {
  const rows = tables.all<{ stream: string; type: string; data: string }>(
    `SELECT ${nameOf('e.stream')} AS stream, e.type, said.value AS data FROM (${sql}) s
     CROSS JOIN events e ON e.position = s.position AND e.type IN ('AddressRecorded', 'RequestReceived')
     LEFT JOIN versions v ON v.target = e.position AND v.from_position <= ?
     CROSS JOIN json_each(json_array(json(e.data), json(ifnull(v.data, '{}')))) said`,
    ...values,
    position,
  );
  return rows.flatMap(({ stream, type, data }): Told[] =>
    type === 'AddressRecorded'
      ? [{ ...(JSON.parse(data) as Opened.AddressRecorded), stream, person: streamSubject(stream) }]
      : onForm(JSON.parse(data) as Opened.RequestReceived).map((abode) => ({ ...abode, stream })),
  );
}

function onForm({ children = [] }: Partial<Opened.RequestReceived>): Abode[] {
  return children.map(({ person = '', addressLine: line, postcode, uprn }) => ({
    person,
    line,
    postcode,
    uprn,
  }));
}
