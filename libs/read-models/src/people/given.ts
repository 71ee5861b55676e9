import { streamSubject } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { unlink } from '../links.ts';
import { FOREVER, type Tables } from '../projection.ts';

/** As whose an event of a person's stream is read now; nobody's, where that one's key was destroyed. */
export function ownerOf({ stream, stored }: Fact, tables: Tables): string {
  const sql = 'SELECT person FROM moved WHERE event = ?';
  return tables.one<{ person: string }>(sql, stored.id)?.person ?? streamSubject(stream);
}

interface Born {
  /** Whether a birth was recorded, rather than a person registered. */
  readonly recorded: boolean;
  readonly dateOfBirth: string | null;
  readonly sex: string | null;
}

/** When, and of which sex, an event says that somebody was born. */
export function addBirth(fact: Fact, { recorded, dateOfBirth, sex }: Born, tables: Tables): void {
  const [own, person] = [streamSubject(fact.stream), ownerOf(fact, tables)];
  tables.run(
    `INSERT INTO births (event, person, position, own, recorded, date_of_birth, sex) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    fact.stored.id,
    person,
    fact.position,
    Number(own === person),
    Number(recorded),
    dateOfBirth,
    sex,
  );
  setBirth(tables, own);
}

/** What was said last of a birth counts: one that was recorded before what was said at registering, one's own first. */
function setBirth(tables: Tables, person: string): void {
  tables.run(
    `UPDATE people SET (date_of_birth, sex) = (SELECT b.date_of_birth, b.sex FROM births b
       WHERE b.person = ?1 ORDER BY b.recorded DESC, b.own DESC, b.position DESC LIMIT 1)
     WHERE person = ?1`,
    person,
  );
}

/** Of whoever has anything that stands in this one's stream, after that was told again. */
export function setBirths(tables: Tables, origin: string): void {
  const sql = 'SELECT DISTINCT person FROM moved WHERE origin = ?';
  for (const { person } of tables.all<{ person: string }>(sql, origin)) setBirth(tables, person);
}

interface SaidNumber {
  readonly scheme?: string;
  readonly value?: string;
}

/** A number that was recorded, or withdrawn. */
export function addNumber(fact: Fact, { scheme, value }: SaidNumber, tables: Tables): void {
  if (scheme === undefined || value === undefined) return;
  tables.run(
    `INSERT INTO numbers (event, person, scheme, value, withdrawn, at, from_position, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    fact.stored.id,
    ownerOf(fact, tables),
    scheme,
    value,
    Number(fact.type === 'IdentifierWithdrawn'),
    fact.position,
    fact.position,
    FOREVER,
  );
}

/** What one record held is another's. */
export function giveTo(
  { position, data: { from, into, reallocated } }: FactOf<'PersonRecordSplit'>,
  tables: Tables,
): void {
  for (const event of reallocated) give(tables, { event, origin: from, person: into, position });
  for (const person of [from, into]) setBirth(tables, person);
}

/** Two records are two people's again, and what was recorded since is whose it is said to be. */
export function giveBack(fact: FactOf<'PersonLinkReversed'>, tables: Tables): void {
  unlink(fact, tables);
  const { survivor, other, reallocations = [] } = fact.data;
  for (const { event, person } of reallocations)
    give(tables, { event, origin: person === survivor ? other : survivor, person, position: fact.position });
  for (const person of [survivor, other]) setBirth(tables, person);
}

interface Giving {
  readonly event: string;
  readonly origin: string;
  readonly person: string;
  readonly position: number;
}

function give(tables: Tables, { event, origin, person, position }: Giving): void {
  const given = tables.one<{ origin: string; person: string }>(
    'SELECT origin, person FROM moved WHERE event = ?',
    event,
  );
  const stream = given?.origin ?? origin;
  const before = given?.person ?? origin;
  tables.run('INSERT OR REPLACE INTO moved (event, origin, person) VALUES (?, ?, ?)', event, stream, person);
  tables.run('UPDATE names SET person = ? WHERE person = ? AND event = ?', person, before, event);
  const born = 'UPDATE births SET person = ?, own = ? WHERE person = ? AND event = ?';
  tables.run(born, person, Number(person === stream), before, event);
  tables.run(
    `INSERT INTO numbers SELECT event, ?, scheme, value, withdrawn, at, ?, until FROM numbers
     WHERE person = ? AND event = ? AND until = ?`,
    ...[person, position, before, event, FOREVER],
  );
  const ended = 'UPDATE numbers SET until = ? WHERE person = ? AND event = ? AND until = ?';
  tables.run(ended, position, before, event, FOREVER);
}

/** What was given to whoever was erased is nobody's, though the key of the stream in which it stands is left. */
export function forget({ data: { subject } }: FactOf<'SubjectKeyDestroyed'>, tables: Tables): void {
  const given = '(SELECT event FROM moved WHERE person = ?)';
  for (const table of ['names', 'births'])
    tables.run(`DELETE FROM ${table} WHERE person = ? AND event IN ${given}`, subject, subject);
  const origins = 'person IN (SELECT ?1 UNION SELECT origin FROM moved WHERE person = ?1)';
  tables.run(`DELETE FROM numbers WHERE ${origins} AND event IN ${given.replace('?', '?1')}`, subject);
  tables.run(`UPDATE moved SET person = '' WHERE person = ?`, subject);
  setBirth(tables, subject);
}
