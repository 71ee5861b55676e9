import { createHash } from 'node:crypto';
import {
  base32Id,
  eventTable,
  isObject,
  referenceOf,
  uuidv5,
  type EventDescription,
  type EventField,
  type EventType,
  type Json,
  type JsonObject,
  type StoredEvent,
} from '#libs/contracts';
import { readCodeSets } from '#libs/reference';
import type { Vault } from '#libs/vault';

type ValueField = Exclude<EventField, { kind: 'group' }>;
type Members = Record<string, Json>;

export interface SampleFact {
  readonly type: EventType;
  readonly stream: string;
  readonly revision: number;
  readonly data: JsonObject;
}

export const eventTypes = Object.keys(eventTable) as EventType[];

const COMMAND = '7c58785f-cdd8-5381-b000-f40f076fe309';
const REFERENCE_KINDS: Readonly<Record<string, 'F' | 'P' | 'R'>> = {
  family: 'F',
  panel: 'P',
  person: 'P',
  request: 'R',
};

/** Words that a field's name asks for; anything else gets a plain text. */
const WORDS: readonly [name: RegExp, words: readonly [string, ...string[]]][] = [
  [/^(from|to|due|until)$|On$|^active|^date|Date$/, ['2019-02-28']],
  [/^(reviewBy|on|openedFrom|openedTo|closedFrom|closedTo)$/, ['2019-02-28']],
  [/^(commitment|root)$/, ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d']],
  [/^seed$/, ['395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7']],
  [/^stratum$/, ['district=herts.ff.dacorum/level=L2', 'district=herts.ff.stevenage/level=NONE']],
  [/^given/, ['Zoë', 'Bartłomiej']],
  [/^familyName$|^family$/, ['O’Brien', 'Łuczak']],
  [/^nhsNumber$/, ['9434765919']],
  [/^upn$/, ['A950000178301']],
  [/^uprn$/, ['10033211234']],
  [/^postcode$/, ['AL1 3JE']],
  [/^(line|addressLine)$/, ['1 Holywell Hill, St Albans']],
  [/^resolution$/, ['KNOWN']],
  [/^purpose$/, ['FAMILY_HELP']],
  [/^effect$/, ['GRANTED']],
  [/^door$/, ['GRAPHQL']],
  [/^reads$/, ['family', 'familyTimeline']],
  [/^classes$/, ['general', 'health']],
  [/^relationships$/, ['KEYWORKER']],
  [/^mode$/, ['DEVELOPMENT']],
  [/^clock$/, ['MACHINE']],
  [/^authority$/, ['919']],
  [/^origin$/, ['example.org/family-help']],
  [/^content$/, ['{"codes":[]}']],
  [/^version$/, ['2026.1']],
  [/Hash$/, ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU']],
  [/^entryType$/, ['SteppedUp']],
  [/^precision$/, ['DATE']],
  [/^cleared$/, ['/step']],
  [/^name$/, ['Ms A Example']],
];

const codeSets = new Map(readCodeSets().map((set) => [set.name, set]));

/**
 * Full and valid data for any event: every optional field filled, two of everything that is a list, real codes where a
 * code set is named. With a mark, every personal text that is not a code says it.
 */
export function sampleData(type: EventType, mark?: string): JsonObject {
  return membersOf(type, eventTable[type], [], { mark, at: 0 });
}

/** A sample event of that type as the domain decides it, in a stream of its aggregate. */
export function sampleFact(type: EventType, mark?: string): SampleFact {
  const { aggregate } = eventTable[type];
  return { type, stream: `${aggregate}-${idOf(type, 'stream')}`, revision: 0, data: sampleData(type, mark) };
}

/** A type's fields but those that a correction has from another type: that type's own example shows them. */
export function ownFields(type: EventType): readonly EventField[] {
  return eventTable[type].fields.filter(({ path }) => path[0] !== 'replaced' || path.length === 1);
}

/** The sample as one would be recorded: a correction replaces fields of one event only. */
export function exampleFact(type: EventType): SampleFact {
  const fact = sampleFact(type);
  const { replaced } = fact.data;
  if (!isObject(replaced)) return fact;
  const { steppedUp } = replaced;
  return { ...fact, data: { ...fact.data, entryVersion: 1, replaced: { steppedUp } } };
}

/** The fact as it is stored, sealed, every member of its envelope filled; its keys are made. */
export async function sampleStored(vault: Vault, fact: SampleFact): Promise<StoredEvent> {
  await vault.prepare(vault.subjectsOf(fact), { create: true });
  const { type, stream, revision } = fact;
  const { data, sealed, subjects } = vault.seal(fact);
  return {
    format: 1,
    id: uuidv5(COMMAND, `${stream}/0`),
    stream,
    revision,
    type,
    version: eventTable[type].version,
    recordedAt: '2026-03-20T08:02:45.900Z',
    occurredAt: eventTable[type].occurredIn
      ? { precision: 'UNKNOWN' }
      : { precision: 'DATE', value: '2026-03-10' },
    lateReason: 'RECEIVED_LATE',
    actor: {
      user: 'u-6025d18f',
      role: 'COORDINATOR',
      agency: `organisation-${idOf(type, 'agency')}`,
      onBehalfOf: 'u-0a041b94',
    },
    authority: '919',
    source: 'UI',
    sensitivity: eventTable[type].sealed ? 'SEALED' : 'STANDARD',
    commandId: COMMAND,
    correlationId: COMMAND,
    causationId: COMMAND,
    commandDigest: vault.digest(subjects[0], { type: 'A command' }),
    subjects,
    families: [`family-${idOf(type, 'family')}`],
    codeSets: codeSetsOf(type),
    factsAt: 1207,
    data,
    sealed,
  };
}

interface Asked {
  readonly mark: string | undefined;
  /** Which element of a list it is. */
  readonly at: number;
}

function membersOf(
  type: EventType,
  { fields }: EventDescription,
  path: readonly string[],
  asked: Asked,
): Members {
  const members: Members = {};
  for (const field of fields) {
    const name = field.path.at(-1);
    if (name === undefined || field.path.slice(0, -1).join('.') !== path.join('.')) continue;
    const one = (at: number): Json =>
      field.kind === 'group'
        ? membersOf(type, eventTable[type], field.list ? [...field.path, '*'] : field.path, { ...asked, at })
        : valueOf(type, field, { ...asked, at });
    members[name] = field.list ? [one(2 * asked.at), one(2 * asked.at + 1)] : one(asked.at);
  }
  return members;
}

function valueOf(type: EventType, field: ValueField, asked: Asked): Json {
  if (field.value === 'boolean') return asked.at % 2 === 0;
  if (field.value === 'integer') return 870 + asked.at;
  if (field.kind === 'id') return idFor(field.of, type, `${field.path.at(-1)} ${asked.at}`);
  const set = field.kind === 'process' ? undefined : field.code;
  return set === undefined ? textOf(field, asked) : codeOf(set, asked.at);
}

function textOf({ kind, path }: ValueField, { mark, at }: Asked): string {
  if (kind === 'personal' && mark !== undefined) return `${mark} ${path.join('.')} ${at}`;
  const name = path.at(-1) ?? '';
  const words = WORDS.find(([shape]) => shape.test(name))?.[1];
  return words?.[at % words.length] ?? `Said in ${name} ${at}`;
}

function codeOf(set: string, at: number): string {
  const current = codeSetOf(set).codes.filter(({ validTo }) => validTo === undefined);
  const code = current[at % current.length]?.code;
  if (code === undefined) throw new Error(`no current code in ${set}`);
  return code;
}

function codeSetsOf(type: EventType): Record<string, string> {
  const names = ownFields(type).flatMap((field) => ('code' in field && field.code) || []);
  return Object.fromEntries(names.map((name) => [name, codeSetOf(name).version]));
}

function codeSetOf(name: string) {
  const set = codeSets.get(name);
  if (!set) throw new Error(`no code set ${name}`);
  return set;
}

function idFor(kind: string, type: EventType, name: string): string {
  const id = idOf(type, name);
  switch (kind) {
    case 'person':
      return id;
    case 'event':
      return uuidv5(COMMAND, name);
    case 'reference':
      return referenceOf(REFERENCE_KINDS[eventTable[type].aggregate] ?? 'F', 37) ?? id;
    case 'holder':
      return `family-${id}`;
    default:
      return `${kind}-${id}`;
  }
}

function idOf(type: EventType, name: string): string {
  return base32Id(createHash('sha256').update(`${type} ${name}`).digest());
}
