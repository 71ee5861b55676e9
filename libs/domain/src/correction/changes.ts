import {
  canonical,
  commandTable,
  eventTable,
  isList,
  isObject,
  occurrencesOf,
  partOf,
  Rejected,
  withChanges,
} from '#libs/contracts';
import type {
  CommandField,
  CorrectEntry,
  EventField,
  EventType,
  Json,
  JsonObject,
  OccurredAt,
} from '#libs/contracts';
import type { Facts, RecordedEntry } from '../aggregate.ts';
import { isBlank } from '../checks.ts';
import { checkOccurred } from '../circumstances.ts';
import { checkDate } from '../days.ts';
import { codesJudgedOn, partialDate } from '#libs/reference';

type Said = Pick<CorrectEntry, 'replaced' | 'cleared' | 'occurred'>;

/** The entry as it should have been. What it says must be of the entry's own type and may not move it elsewhere. */
export function correctedEntry(standing: RecordedEntry, given: Said, facts: Facts): RecordedEntry {
  const type = standing.type as EventType;
  const said: object = given;
  const { replaced = {}, cleared = [] } = given;
  checkPart(type, replaced as JsonObject);
  checkCleared(type, cleared);
  const data = withChanges(standing, { ...(said as JsonObject), entryVersion: eventTable[type].version });
  const occurredAt = occurredAtOf(standing, given.occurred);
  const next = { ...standing, data, occurredAt };
  checkFields(standing, next);
  checkStillSaid(standing, next);
  checkCodes(standing, next, facts);
  return next;
}

/** What is replaced is of the entry's own type, and its dates are of the calendar. */
function checkPart(type: EventType, replaced: JsonObject): void {
  const foreign = Object.keys(replaced).find((name) => name !== partOf(type));
  if (foreign !== undefined) throw new Rejected('INVALID_INPUT', { field: `replaced.${foreign}` });
  checkDates(takenIn(type), replaced[partOf(type)]);
}

/** What the command takes for an entry of the type. */
function takenIn(type: EventType): readonly CommandField[] {
  const replaced = commandTable.CorrectEntry.fields.find(({ name }) => name === 'replaced');
  return replaced?.fields?.find(({ name }) => name === partOf(type))?.fields ?? [];
}

function checkDates(fields: readonly CommandField[], value: Json | undefined): void {
  if (value !== undefined && isList(value)) for (const each of value) checkDates(fields, each);
  if (!isObject(value)) return;
  for (const { name, shape, fields: inner = [] } of fields) {
    const member = value[name];
    if (typeof member === 'string') checkDateOf(shape, member, name);
    else checkDates(inner, member);
  }
}

function checkDateOf(shape: string, date: string, field: string): void {
  if (shape === 'date') checkDate(date, field);
  if (shape === 'partial-date' && !partialDate(date).ok) throw new Rejected('INVALID_DATE', { field });
}

function checkCleared(type: EventType, cleared: readonly string[]): void {
  for (const pointer of cleared) {
    const path = pointer.slice(1).split('/').join('.');
    const field = eventTable[type].fields.find((each) => each.path.join('.') === path);
    if (field === undefined) throw new Rejected('INVALID_INPUT', { field: 'cleared' });
    if (field.required) throw new Rejected('REQUIRED', { field: path });
  }
}

/** No list that is required is emptied, and every record that is named stays the one it was. */
function checkFields(standing: RecordedEntry, next: RecordedEntry): void {
  for (const field of eventTable[standing.type as EventType].fields) {
    const name = field.path.join('.');
    const values = occurrencesOf(next.data, field.path).map(({ value }) => value);
    if (field.list && field.required && values.some((value) => isList(value) && value.length === 0))
      throw new Rejected('REQUIRED', { field: name });
    if (isRecord(field) && !namesTheSame(field, standing.data, next.data))
      throw new Rejected('OTHER_RECORD', { field: name });
  }
}

/** Somebody without a record may be left out, or come new; nobody is named in their place who was not there. */
function namesTheSame(field: EventField, before: JsonObject, now: JsonObject): boolean {
  if (field.kind !== 'id' || field.of !== 'subject' || field.path.length === 1)
    return idsAt(before, field) === idsAt(now, field);
  const known = new Set(textsAt(before, field));
  return textsAt(now, field).every((subject) => known.has(subject));
}

/** Ids that say who did something, not which record it is about. */
const ACTING = ['worker', 'organisation', 'user'];

/** No word that an entry must say is left blank: REQUIRED, of a decision RATIONALE_REQUIRED. */
function checkStillSaid(standing: RecordedEntry, next: RecordedEntry): void {
  for (const field of eventTable[next.type as EventType].fields) {
    if (!field.required || isSame(field, standing, next)) continue;
    const name = field.path.join('.');
    if (!textsAt(next.data, field).some(isBlank)) continue;
    throw new Rejected(name === 'rationale' ? 'RATIONALE_REQUIRED' : 'REQUIRED', { field: name });
  }
}

function isRecord(field: EventField): boolean {
  return field.kind === 'id' && !ACTING.includes(field.of);
}

function idsAt(data: JsonObject, field: EventField): string {
  return canonical(textsAt(data, field).sort());
}

/** Where the envelope says no day, a sealed field says it, or nobody knows it: it is not for the envelope to say. */
function occurredAtOf(standing: RecordedEntry, occurred: Said['occurred']): OccurredAt {
  if (occurred === undefined) return standing.occurredAt;
  const occurredAt = occurred as OccurredAt;
  if (standing.occurredAt.precision === 'UNKNOWN') throw new Rejected('ENTRY_STANDS', { field: 'occurred' });
  checkOccurred({ occurredAt, recordedAt: standing.recordedAt }, 'occurred');
  return occurredAt;
}

/** Codes that changed, and all of them where the day did, must have been in use on the day. */
function checkCodes(standing: RecordedEntry, next: RecordedEntry, { reference }: Facts): void {
  const moved = canonical(standing.occurredAt) !== canonical(next.occurredAt);
  const on = codesJudgedOn(next.occurredAt, next.recordedAt);
  for (const field of eventTable[next.type as EventType].fields) {
    const set = setOf(field);
    if (set === undefined || (!moved && isSame(field, standing, next))) continue;
    for (const code of textsAt(next.data, field)) {
      const answer = reference.check(set, code, on);
      if (answer !== 'OK') throw new Rejected(answer, { field: field.path.join('.') });
    }
  }
}

function setOf(field: EventField): string | undefined {
  return field.kind === 'code' || field.kind === 'personal' ? field.code : undefined;
}

function isSame(field: EventField, standing: RecordedEntry, next: RecordedEntry): boolean {
  return canonical(textsAt(standing.data, field)) === canonical(textsAt(next.data, field));
}

function textsAt(data: JsonObject, { path }: EventField): string[] {
  return occurrencesOf(data, path)
    .flatMap(({ value }) => (isList(value) ? value : [value]))
    .filter((value) => typeof value === 'string');
}
