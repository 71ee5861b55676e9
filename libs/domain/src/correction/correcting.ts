import {
  asCorrected,
  canonical,
  eventTable,
  isAmendment,
  partOf,
  Rejected,
  shapeFault,
  streamCategory,
  streamSubject,
  voidedAmong,
} from '#libs/contracts';
import type { Command, CorrectEntry, Event, EventType, Json, JsonObject, VoidEntry } from '#libs/contracts';
import type {
  AnyAggregate,
  Circumstances,
  Decided,
  Facts,
  Needs,
  RecordedEntry,
  Told,
} from '../aggregate.ts';
import { checkBegun, present } from '../checks.ts';
import { correctedEntry } from './changes.ts';
import { differenceOf } from './difference.ts';
import { amendedEntry, checkApproval, checkMayAmend, type Amended } from './entry.ts';
import { checkNotReliedOn, checkSound, stateAsCorrected } from './soundness.ts';

/**
 * The rules of correcting and voiding entries of one kind of stream: the same for all kinds, but for what a kind says of
 * its own facts (`corrected`, `broken`, `relies`). Decisions already taken are not taken again: what they rested on is
 * looked at by a process manager. Guarded by the stream.
 */
export function correcting(rules: AnyAggregate): AnyAggregate {
  return {
    category: rules.category,
    initial: rules.initial,
    needs,
    decide: (command, _, facts) => {
      if (command.type === 'CorrectEntry') return correct(command, rules, facts);
      return command.type === 'VoidEntry' ? voidEntry(command, rules, facts) : [];
    },
    // What an amendment means to later rules is told by telling the stream again, as corrected.
    evolve: (state, event) => (isAmendment(event.type) ? state : rules.evolve(state, event)),
    families: (state, stream) => rules.families(state, stream),
    seen: () => undefined,
  };
}

function correct(told: Told<CorrectEntry>, rules: AnyAggregate, facts: Facts): Decided<Event>[] {
  const amended = amendable(told, facts);
  const { entry, standing } = amended;
  if (standing === undefined) throw new Rejected('ENTRY_VOIDED');
  const type = standing.type as EventType;
  const ruled = asRuled(rules, correctedEntry(standing, told.data, facts), facts);
  const next = withSubjects(rules, ruled, { standing, told });
  const { replaced, cleared } = differenceOf(type, standing.data, next.data);
  const occurred =
    canonical(next.occurredAt) === canonical(standing.occurredAt) ? undefined : next.occurredAt;
  if (replaced === undefined && cleared.length === 0 && occurred === undefined) return [];
  const { reason, approvedBy } = told.data;
  const data = {
    entry: entry.id,
    entryType: entry.type,
    entryVersion: eventTable[type].version,
    reason,
    ...present({ approvedBy, occurred }),
    ...(cleared.length > 0 && { cleared: [...cleared] }),
    ...(replaced !== undefined && { replaced: { [partOf(type)]: replaced } }),
  };
  checkBegun(facts, ...actingIn(told.data));
  checkSound(rules, facts, asEntry('EntryCorrected', data, told));
  return [{ type: 'EntryCorrected', data, concerns: concernsOf(entry) }];
}

function voidEntry(told: Told<VoidEntry>, rules: AnyAggregate, facts: Facts): Decided<Event>[] {
  const amended = amendable(told, facts);
  const { named, entry, standing } = amended;
  if (isVoided(amended)) return [];
  if (named === entry && standing !== undefined) {
    if (facts.entries[0] === entry && !rules.firstIsAsAny) return voidAll(told, rules, facts);
    checkNotReliedOn(rules, facts.entries, entry);
  }
  const voided = voiding(named, entry, told);
  checkSound(rules, facts, asEntry('EntryVoided', voided.data, told));
  return [voided];
}

/** All that the stream says goes with its first entry, the latest first, so that nothing rests on what is gone. */
function voidAll(told: Told<VoidEntry>, rules: AnyAggregate, facts: Facts): Decided<Event>[] {
  if (rules.checkVoided === undefined) throw new Rejected('FIRST_ENTRY');
  const standing = new Set(asCorrected(facts.entries).map(({ id }) => id));
  const entries = facts.entries.filter(({ id }) => standing.has(id));
  for (const entry of entries) checkMayAmend(told, entry);
  rules.checkVoided(stateAsCorrected(rules, facts.entries), told.stream, facts);
  return entries.toReversed().map((entry) => voiding(entry, entry, told));
}

/** The event that is named, of an entry or of its amendment, says nothing any more. */
function voiding({ id, type }: RecordedEntry, entry: RecordedEntry, { data }: Told<VoidEntry>) {
  const { reason, approvedBy } = data;
  return {
    type: 'EntryVoided',
    data: { entry: id, entryType: type, reason, ...present({ approvedBy }) },
    concerns: concernsOf(entry),
  } as const;
}

function amendable(told: Told<CorrectEntry | VoidEntry>, facts: Facts): Amended {
  const amended = amendedEntry(facts, told.data.entry);
  checkMayAmend(told, amended.named);
  if (rulesOut(amended.entry.type)) throw new Rejected('ENTRY_STANDS', { event: amended.entry.id });
  checkApproval(told, facts);
  return amended;
}

function rulesOut(type: string): boolean {
  return eventTable[type as EventType].stands === true;
}

function isVoided({ named, entry, standing, amendments }: Amended): boolean {
  return named === entry ? standing === undefined : voidedAmong(amendments).has(named.id);
}

/** The corrected entry in the form in which its own kind of stream would have recorded it. */
function asRuled(rules: AnyAggregate, entry: RecordedEntry, facts: Facts): RecordedEntry {
  if (rules.corrected === undefined || entry.erased || !isEvent(entry)) return entry;
  const data: object = rules.corrected(entry, entry, facts).data;
  return { ...entry, data: data as JsonObject };
}

/** The corrected entry in which nobody without a record became another subject. */
function withSubjects(
  rules: AnyAggregate,
  entry: RecordedEntry,
  { standing, told }: { readonly standing: RecordedEntry; readonly told: Circumstances },
): RecordedEntry {
  const data = rules.withSubjects?.(entry, standing.data, (n) => told.newId(n));
  return data === undefined ? entry : { ...entry, data };
}

/** What corrects an event, and was checked field by field against its description, is an event of the type. */
function isEvent(entry: object & { type: string }): entry is RecordedEntry & Event {
  return entry.type in eventTable;
}

/** The amendment as it will stand, for the stream to be told with it. */
function asEntry(type: EventType, data: object, told: Circumstances): RecordedEntry {
  const { recordedAt, occurredAt, actor, stream } = told;
  return {
    id: 'amendment',
    type,
    data: data as JsonObject,
    revision: Number.MAX_SAFE_INTEGER,
    recordedAt,
    occurredAt,
    actor,
    stream,
    commandId: 'amendment',
    subjects: [],
    families: [],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  };
}

/** An amendment concerns whom its entry concerns, though it may name none of them. */
function concernsOf({ subjects, families, sensitivity }: RecordedEntry) {
  return { subjects, families, sensitivity };
}

function needs(command: Command): Needs {
  if (command.type !== 'CorrectEntry' && command.type !== 'VoidEntry') return {};
  const { stream, entry, approvedBy } = command.data;
  const acting = command.type === 'CorrectEntry' ? actingIn(command.data) : [];
  return {
    entry: [stream, entry],
    workers: [...(approvedBy === undefined ? [] : [approvedBy]), ...acting.filter(isWorker)],
    organisations: acting.filter((each) => !isWorker(each)),
    begun: [...acting, ...personsIn(command.data)],
    ...ofStream(command),
  };
}

function ofStream(command: Extract<Command, { type: 'CorrectEntry' | 'VoidEntry' }>): Needs {
  const { stream } = command.data;
  const isVoiding = command.type === 'VoidEntry';
  const category = streamCategory(stream);
  return {
    ...(category === 'person' && { persons: [streamSubject(stream)] }),
    ...(category === 'agreement' && {
      persons: [streamSubject(stream)],
      competenceOf: streamSubject(stream),
    }),
    ...((category === 'worker' || category === 'organisation') && heldBy(command)),
    ...(saysKinship(command) && { kinOf: [streamSubject(stream)] }),
    ...(isVoiding && category === 'request' && { panelItemsOf: [stream], openedFrom: stream }),
  };
}

/** What a worker or an agency still holds; on the last day of work, where the correction says it. */
function heldBy({ type, data }: Extract<Command, { type: 'CorrectEntry' | 'VoidEntry' }>): Needs {
  const lastDay = type === 'CorrectEntry' ? data.replaced?.workerEnded?.activeTo : undefined;
  return { caseloadOf: data.stream, ...present({ caseloadOn: lastDay }) };
}

function saysKinship({ type, data }: Extract<Command, { type: 'CorrectEntry' | 'VoidEntry' }>): boolean {
  return type === 'CorrectEntry' && data.replaced?.relationshipRecorded !== undefined;
}

/** Workers and organisations that a correction names. */
function actingIn({ replaced }: CorrectEntry): string[] {
  return textsIn((replaced ?? {}) as JsonObject).filter((text) => /^(worker|organisation)-/.test(text));
}

/** The streams of the persons whom a correction may name: whether it does is for the rules of the entry to say. */
function personsIn(said: CorrectEntry | VoidEntry): string[] {
  const { replaced = {} } = 'replaced' in said ? said : {};
  const persons = textsIn(replaced as JsonObject).filter((text) => shapeFault('person', text) === undefined);
  return persons.map((person) => `person-${person}`);
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function isWorker(id: string): boolean {
  return streamCategory(id) === 'worker';
}
