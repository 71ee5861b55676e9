import {
  eventTable,
  isObject,
  occurrencesOf,
  type DataClass,
  type EventDescription,
  type Json,
  type JsonObject,
  type PersonalField,
} from '#libs/contracts';
import type { TimelineEntry } from '../table.ts';

/** A field that stands in the record and not in the answer: `pointer` is RFC 6901 into the data. */
export interface Redaction {
  readonly pointer: string;
  readonly reason: 'WITHHELD' | 'ERASED';
}

export interface Masked {
  readonly data: JsonObject;
  readonly redactions: readonly Redaction[];
}

export interface MaskedEntry extends TimelineEntry {
  readonly redactions: readonly Redaction[];
}

/**
 * The data without the personal fields of other classes than those given, which are listed, as are those `erased`. Of a
 * type that has no description nothing is shown.
 */
export function mask(
  type: string,
  data: JsonObject,
  classes: ReadonlySet<DataClass>,
  erased: readonly string[] = [],
): Masked {
  const description = descriptionOf(type);
  if (description === undefined) return { data: {}, redactions: [] };
  const withheld = withheldFields(description, classes).flatMap(({ path }) =>
    occurrencesOf(data, path).map(({ pointer }) => pointer),
  );
  const redactions: Redaction[] = [
    ...withheld.map((pointer): Redaction => ({ pointer, reason: 'WITHHELD' })),
    ...erased.map((pointer): Redaction => ({ pointer, reason: 'ERASED' })),
  ];
  return { data: withheld.length === 0 ? data : without(data, new Set(withheld)), redactions };
}

/** The entry as someone who may read these classes sees it; a withheld date of occurrence reads as UNKNOWN, not late. */
export function maskEntry(entry: TimelineEntry, classes: ReadonlySet<DataClass>): MaskedEntry {
  const { data, redactions } = mask(entry.type, entry.data, classes, entry.erased);
  const cites = entry.cites.filter((cited) => cited.class === null || classes.has(cited.class));
  if (!redactions.some(({ pointer }) => pointer === `/${descriptionOf(entry.type)?.occurredIn}`))
    return { ...entry, data, redactions, cites };
  return {
    ...entry,
    data,
    redactions,
    cites,
    occurredAt: { precision: 'UNKNOWN' },
    late: 0,
    lateReason: null,
  };
}

const descriptions = new Map<string, EventDescription>(Object.entries(eventTable));

function descriptionOf(type: string): EventDescription | undefined {
  return descriptions.get(type);
}

function withheldFields(description: EventDescription, classes: ReadonlySet<DataClass>): PersonalField[] {
  return description.fields.filter(
    (field): field is PersonalField => field.kind === 'personal' && !classes.has(field.class),
  );
}

function without(data: JsonObject, pointers: ReadonlySet<string>): JsonObject {
  const rest = remaining(data, '', pointers);
  return isObject(rest) ? rest : {};
}

function remaining(value: Json | undefined, at: string, pointers: ReadonlySet<string>): Json | undefined {
  if (value === undefined || pointers.has(at)) return undefined;
  if (Array.isArray(value))
    return value.map((each: Json, index) => remaining(each, `${at}/${index}`, pointers) ?? null);
  if (!isObject(value)) return value;
  const rest: Record<string, Json | undefined> = {};
  for (const [name, member] of Object.entries(value)) {
    const kept = remaining(member, `${at}/${name}`, pointers);
    if (kept !== undefined) rest[name] = kept;
  }
  return rest;
}
