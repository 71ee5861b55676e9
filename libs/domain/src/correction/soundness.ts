import { asCorrected, isObject, occurrencesOf, eventTable, Rejected, streamSubject } from '#libs/contracts';
import type { Clear, EventType, Json, RefusalCode } from '#libs/contracts';
import type { AnyAggregate, Facts, Past, RecordedEntry } from '../aggregate.ts';

/**
 * Refuses an amendment after which the stream would break a rule that it kept before: at any instant between two
 * commands, not only at the end. Refuses one, too, of which the stream's own rules forbid what it comes to.
 */
export function checkSound(rules: AnyAggregate, facts: Facts, amendment: RecordedEntry): void {
  const { entries } = facts;
  const [before, after] = [asCorrected(entries), asCorrected([...entries, amendment])];
  const broken = brokenIn(rules, before);
  for (const code of brokenIn(rules, after)) if (!broken.has(code)) throw new Rejected(code);
  const forbidden = rules.forbids?.(stateOf(rules, before), stateOf(rules, after), facts);
  if (forbidden !== undefined) throw new Rejected(forbidden);
}

/** What a stream comes to, as its amendments leave it. */
export function stateAsCorrected(rules: AnyAggregate, entries: readonly RecordedEntry[]): unknown {
  return stateOf(rules, asCorrected(entries));
}

function stateOf(rules: AnyAggregate, entries: readonly RecordedEntry[]): unknown {
  return entries.reduce((state, entry) => rules.evolve(state, pastOf(entry)), rules.initial);
}

function brokenIn(rules: AnyAggregate, entries: readonly RecordedEntry[]): ReadonlySet<RefusalCode> {
  const found = new Set<RefusalCode>();
  if (rules.broken === undefined) return found;
  let state = rules.initial;
  for (const [at, entry] of entries.entries()) {
    state = rules.evolve(state, pastOf(entry));
    if (entries[at + 1]?.commandId === entry.commandId) continue;
    const code = rules.broken(state);
    if (code !== undefined) found.add(code);
  }
  return found;
}

/** Refuses (ENTRY_RELIED_ON) to void an entry that began something, or let something go on, which others are about. */
export function checkNotReliedOn(
  rules: AnyAggregate,
  entries: readonly RecordedEntry[],
  entry: RecordedEntry,
): void {
  const standing = asCorrected(entries);
  const at = standing.findIndex(({ id }) => id === entry.id);
  const earlier = new Set(standing.slice(0, at).flatMap(madeIdsOf));
  const begun = madeIdsOf(entry).filter((id) => !earlier.has(id));
  const relies = (later: RecordedEntry): boolean =>
    madeIdsOf(later).some((id) => begun.includes(id)) ||
    (rules.relies?.(pastOf(later), pastOf(entry)) ?? false);
  const found = standing.slice(at + 1).find(relies);
  if (found !== undefined) throw new Rejected('ENTRY_RELIED_ON', { event: found.id });
}

/**
 * Ids of what is made inside a stream (an episode, a step): prefixed with their kind, and no stream of their own, nor what
 * the stream is named after.
 */
const OWN_STREAMS = ['family', 'request', 'worker', 'organisation', 'flag', 'identity', 'panel'];

function madeIdsOf({ type, data, stream }: RecordedEntry): string[] {
  return eventTable[type as EventType].fields.flatMap((field) => {
    if (field.kind !== 'id' || OWN_STREAMS.includes(field.of)) return [];
    return occurrencesOf(data, field.path)
      .flatMap(({ value }) => listed(value))
      .filter((id) => id.startsWith(`${field.of}-`) && id !== streamSubject(stream));
  });
}

function listed(value: Json): string[] {
  return (isObject(value) ? [] : [value].flat()).filter((each) => typeof each === 'string');
}

export function pastOf(entry: RecordedEntry): Past<Clear.Event> {
  const { id, type, data, revision, recordedAt, occurredAt, codeSets } = entry;
  return { id, type, data, revision, recordedAt, occurredAt, codeSets } as Past<Clear.Event>;
}
