import { isObject } from './event-fields.ts';
import { eventTable } from './generated/event-table.ts';
import type { Json, JsonObject } from './json.ts';
import type { OccurredAt } from './stored-event.ts';
import { upcast } from './upcasters.ts';

/** What of an event a correction may change, and by what it is known. Its data is at the newest version. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly occurredAt: OccurredAt;
}

const AGGREGATE = 'correction';
const descriptions = new Map<string, { readonly aggregate: string }>(Object.entries(eventTable));

/** The types of events that correct or void another of their stream. */
export const amendmentTypes: readonly string[] = [...descriptions].flatMap(([type, { aggregate }]) =>
  aggregate === AGGREGATE ? [type] : [],
);

/** Whether an event of the type corrects or voids another of its stream. */
export function isAmendment(type: string): boolean {
  return descriptions.get(type)?.aggregate === AGGREGATE;
}

/** The member of `replaced` that holds fields of an event of the type. */
export function partOf(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}

/** The id of the event that an amendment names, which may be an amendment itself. */
export function amendedBy({ data }: Pick<Entry, 'data'>): string {
  const { entry } = data;
  return typeof entry === 'string' ? entry : '';
}

/**
 * The events of a stream, in their order, as their corrections leave them: without those that were voided, and without
 * the amendments themselves. Of the events only those are copied that were corrected.
 */
export function asCorrected<E extends Entry>(events: readonly E[]): E[] {
  const amendments = amendmentsByEntry(events);
  return events.flatMap((event) => {
    if (isAmendment(event.type)) return [];
    const own = amendments.get(event.id);
    const standing = own === undefined ? event : standingOf(event, own);
    return standing === undefined ? [] : [standing];
  });
}

/** Each entry's amendments, and theirs, in their order, by the entry's id. */
export function amendmentsByEntry<E extends Entry>(events: readonly E[]): ReadonlyMap<string, E[]> {
  const entryOf = new Map<string, string>();
  const amendments = new Map<string, E[]>();
  for (const event of events) {
    if (!isAmendment(event.type)) continue;
    const named = amendedBy(event);
    const entry = entryOf.get(named) ?? named;
    entryOf.set(event.id, entry);
    const own = amendments.get(entry);
    if (own === undefined) amendments.set(entry, [event]);
    else own.push(event);
  }
  return amendments;
}

/** The entry as its amendments, given in their order, leave it; undefined where it is voided. */
export function standingOf<E extends Entry>(entry: E, amendments: readonly Entry[]): E | undefined {
  const voided = voidedAmong(amendments);
  if (voided.has(entry.id)) return undefined;
  return amendments
    .filter(({ id, type }) => type === 'EntryCorrected' && !voided.has(id))
    .reduce<E>(withCorrection, entry);
}

/** The ids that amendments void: a voiding that is voided itself voids nothing. */
export function voidedAmong(amendments: readonly Entry[]): ReadonlySet<string> {
  const voided = new Set<string>();
  for (const amendment of amendments.toReversed())
    if (amendment.type === 'EntryVoided' && !voided.has(amendment.id)) voided.add(amendedBy(amendment));
  return voided;
}

/** The entry with one correction applied. */
export function withCorrection<E extends Entry>(entry: E, { data: said }: Entry): E {
  const { occurred } = said;
  const occurredAt = isObject(occurred) ? (occurred as OccurredAt) : entry.occurredAt;
  return { ...entry, data: withChanges(entry, said), occurredAt };
}

/**
 * An event's data with what a correction says: objects are merged, lists replaced whole; then what is cleared is taken
 * out.
 */
export function withChanges(
  { type, data }: Pick<Entry, 'type' | 'data'>,
  { replaced, cleared, entryVersion }: JsonObject,
): JsonObject {
  const part = isObject(replaced) ? replaced[partOf(type)] : undefined;
  const merged = isObject(part) ? mergedOf(data, upcast(type, Number(entryVersion), part)) : data;
  const pointers = Array.isArray(cleared) ? (cleared as readonly string[]) : [];
  return pointers.reduce((left, pointer) => without(left, pointer.slice(1).split('/')), merged);
}

function mergedOf(whole: JsonObject, part: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...whole };
  for (const [name, value] of Object.entries(part)) {
    const before = merged[name];
    merged[name] = isObject(value) && isObject(before) ? mergedOf(before, value) : value;
  }
  return merged;
}

function without(data: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  const { [name]: member, ...others } = data;
  if (rest.length === 0 || !isObject(member)) return rest.length === 0 ? others : data;
  return { ...data, [name]: without(member, rest) };
}
