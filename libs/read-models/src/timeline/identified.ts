import { eventTable, occurrencesOf, type EventDescription } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Fact } from '../fact.ts';
import { FOREVER, type Handlers, type Tables } from '../projection.ts';

/** Whose record somebody on the forms of a request has, from when and for how long; `stream` is the request. */
export const identifiedTables = `
  CREATE TABLE identified (
    stream TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (stream, subject, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identified_persons ON identified (person, until);
`;

/** Where an event names somebody who has no record, by its type. */
const STRANGERS = new Map(
  Object.entries<EventDescription>(eventTable).map(([type, { fields }]) => [
    type,
    fields.flatMap((field) => (field.kind === 'id' && field.of === 'subject' ? [field.path] : [])),
  ]),
);

/** Whether an event names a person, and not only somebody without a record. */
export function namesPerson({ type, data, persons }: Pick<Fact, 'type' | 'data' | 'persons'>): boolean {
  const paths = STRANGERS.get(type) ?? [];
  if (persons.length === 0 || paths.length === 0) return persons.length > 0;
  const strangers = new Set(paths.flatMap((path) => occurrencesOf(data, path).map(({ value }) => value)));
  return persons.some((person) => !strangers.has(person));
}

/** Somebody has one record at a time. */
export const identifiedOnRequest: Handlers = {
  IdentifiedOnRequest: ({ stream, position, data: { subject, person } }, tables) => {
    const sql = 'UPDATE identified SET until = ? WHERE stream = ? AND subject = ? AND until = ?';
    tables.run(sql, position, stream, subject, FOREVER);
    if (person === undefined) return;
    tables.run(
      'INSERT INTO identified (stream, subject, person, since, until) VALUES (?, ?, ?, ?, ?)',
      ...[stream, subject, person, position, FOREVER],
    );
  },
};

/** Subject on the forms of a request -> the record that was theirs by then. */
export function identifiedIn(
  tables: Tables,
  request: string,
  { position }: Pick<AsOfPoint, 'position'>,
): ReadonlyMap<string, string> {
  const rows = tables.all<{ subject: string; person: string }>(
    'SELECT subject, person FROM identified WHERE stream = ? AND since <= ? AND until > ?',
    request,
    position,
    position,
  );
  return new Map(rows.map(({ subject, person }) => [subject, person]));
}

/** The subjects under which forms name any of these persons, as is known now. */
export function subjectsIdentifiedAs(tables: Tables, persons: readonly string[]): string[] {
  const rows = tables.all<{ subject: string }>(
    `SELECT i.subject FROM json_each(?) asked CROSS JOIN identified i ON i.person = asked.value AND i.until = ${FOREVER}`,
    JSON.stringify(persons),
  );
  return rows.map(({ subject }) => subject);
}
