import { isObject, type Json } from '#libs/contracts';
import { MAX_EVENT_BYTES } from '#libs/event-store';
import { jsonOf } from '../json-of.ts';
import { columnNames, type Column } from './columns.ts';
import { at, type CellFault } from './faults.ts';
import type { Form } from './form.ts';
import type { Row } from './rows.ts';

/** The most children the schema takes in one request. */
const MOST_CHILDREN = 100;
/** What an event needs beside its values: its envelope; of each value its place, salt and commitment. */
const ENVELOPE_BYTES = 4_096;
const VALUE_BYTES = 250;
/** Of each child, whom it was resolved to and may be. */
const CHILD_BYTES = 1_600;
/** Sealed values stand in base64. */
const GROWTH = 4 / 3;
/** A request of so few children and bytes always fits. */
const FEW = { children: 20, bytes: 48 * 1024 };

/** Of a request that one event cannot hold: told at the first line, at its longest cell. */
export function sizeFaults({ data }: Form, first: Row, rows: readonly Row[]): CellFault[] {
  const bytes = rows.reduce((sum, { start, end }) => sum + end - start, 0);
  if (rows.length <= FEW.children && bytes <= FEW.bytes) return [];
  if (rows.length > MOST_CHILDREN)
    return [at(first.line, 'request_ref', 'TOO_LONG', `It has more than ${MOST_CHILDREN} children.`)];
  const values = valuesIn(jsonOf(data)).map((value) => Buffer.byteLength(JSON.stringify(value)));
  const around = ENVELOPE_BYTES + rows.length * CHILD_BYTES;
  const size = values.reduce((sum, each) => sum + VALUE_BYTES + each * GROWTH, around);
  if (size <= MAX_EVENT_BYTES) return [];
  return [
    at(first.line, longestOf(first), 'TOO_LONG', 'The request as a whole is more than the record takes.'),
  ];
}

function valuesIn(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => valuesIn(each));
  return isObject(value) ? Object.values(value).flatMap(valuesIn) : [value];
}

function longestOf({ cells }: Row): Column {
  return columnNames.reduce((longest, name) => (cells[name].length > cells[longest].length ? name : longest));
}
