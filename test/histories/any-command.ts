import { createHash } from 'node:crypto';
import { commandTable, type CommandField, type CommandType, type Json } from '#libs/contracts';
import { readCodeSets } from '#libs/reference';
import type { Chance } from './chance.ts';
import type { Known } from './known.ts';

const codes = new Map(
  readCodeSets().map(({ name, codes: all }) => [
    name,
    all.flatMap(({ code, validTo }) => (validTo === undefined ? code : [])),
  ]),
);

/** How often a field that may be left out is said. */
const SAID = 0.35;
/** How often a code is the one said last, as what changes must name what it changes from. */
const SAID_LAST = 0.4;
const DAY_MS = 86_400_000;
/** Texts that must look a certain way, by their field's name. */
const LOOKS: Readonly<Record<string, readonly string[]>> = {
  postcode: ['AL10 2LE'],
  uprn: ['130879568291'],
  value: ['9997783530', '9434765919'],
  nhsNumber: ['9997783530', '9434765919'],
  upn: ['E919576519948'],
};

type Data = Record<string, Json>;

interface Saying {
  readonly type: CommandType;
  readonly known: Known;
  readonly chance: Chance;
  readonly now: number;
  /** The stream it is about. */
  readonly stream: string | undefined;
  /** The entry it corrects. */
  readonly entry: { readonly id: string; readonly type: string } | undefined;
}

/**
 * Data for a command made from its description alone: ids of what is known, rather of the record that it is about,
 * current codes, and texts. Undefined where nothing is known that it could be about. Rules refuse much of it.
 */
export function anyCommand(
  type: CommandType,
  { known, chance, now }: Pick<Saying, 'known' | 'chance' | 'now'>,
): Data | undefined {
  const { about, fields } = commandTable[type];
  const saying = { type, known, chance, now };
  if (about === undefined) return group(fields, [], { ...saying, stream: undefined, entry: undefined });
  const shape = aboutWhat(type) ?? '';
  const subject = chance.oneOf(shape === 'stream' ? known.streams : known.all(shape));
  if (subject === undefined) return undefined;
  const stream = shape === 'person' ? `person-${subject}` : subject;
  const data = group(fields, [], { ...saying, stream, entry: known.entryOf(stream, chance) });
  return data && { ...data, [about]: subject };
}

function group(fields: readonly CommandField[], path: readonly string[], saying: Saying): Data | undefined {
  const data: Data = {};
  for (const field of said(fields, saying)) {
    const value = valueOf(field, [...path, field.name], saying);
    if (value !== undefined) data[field.name] = value;
    else if (!field.optional) return undefined;
  }
  return withIndicatorsOfLevel(data);
}

/** Indicators are of the level that they are given for, as their codes say. */
function withIndicatorsOfLevel(data: Data): Data {
  const level = data['level'] ?? data['to'];
  if (typeof level !== 'string' || data['indicators'] === undefined) return data;
  const indicators = codes
    .get('indicator')
    ?.filter((code) => code.startsWith(`${level}.`))
    .slice(0, 1);
  return { ...data, indicators: indicators ?? [] };
}

/** Of a group of which each member is of another type of event only the one that is corrected can be said. */
function said(fields: readonly CommandField[], { chance, entry }: Saying): readonly CommandField[] {
  const own = entry && `${entry.type.charAt(0).toLowerCase()}${entry.type.slice(1)}`;
  if (fields.length > 1 && fields.every(({ optional, shape }) => optional && shape === 'group'))
    return fields.filter(({ name }) => name === own);
  return fields.filter(({ optional }) => !optional || chance.happens(SAID));
}

function valueOf(field: CommandField, path: readonly string[], saying: Saying): Json | undefined {
  if (!field.list) return oneValue(field, path, saying);
  const count = 1 + saying.chance.below(2);
  const values = Array.from({ length: count }, () => oneValue(field, [...path, '*'], saying));
  const there = values.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : there.filter((value, at) => there.indexOf(value) === at);
}

/** Of a sample: one seed for all, so that some draw and others find it used. */
const SEED = 'one-seed-for-every-sample-of-a-history';
const COMMITMENT = createHash('sha256').update(SEED).digest('hex');

function oneValue(field: CommandField, path: readonly string[], saying: Saying): Json | undefined {
  const { shape, name, fields = [] } = field;
  const { chance, now, stream, entry } = saying;
  const simple: Readonly<Record<string, () => Json | undefined>> = {
    group: () => group(fields, path, saying),
    boolean: () => chance.happens(0.8),
    integer: () => chance.below(4),
    text: () => `Said ${chance.below(1000)}.`,
    name: () => (path[0] === 'occurred' ? day(now, -60, 0, chance) : nameOf(name, chance)),
    date: () => day(now, -60, 90, chance),
    'partial-date': () => day(now, /birth/i.test(name) ? -4000 : -60, 0, chance),
    code: () => codeAt(path, saying),
    gss: () => 'E07000243',
    sha256: () => COMMITMENT,
    seed: () => SEED,
    precision: () => 'DATE',
    resolution: () => chance.oneOf(['NEW', 'KNOWN', 'REVIEW']),
    stream: () => stream,
    uuid: () => entry?.id,
    pointer: () => `/${chance.oneOf(['reason', 'rationale', 'to', 'postcode']) ?? ''}`,
  };
  const make = simple[shape];
  return make === undefined ? saying.known.oneOf(shape, stream, chance) : make();
}

/** A current code of the field's set, rather the one that the record said last. */
function codeAt(path: readonly string[], saying: Saying): string | undefined {
  const { known, chance, stream } = saying;
  const set = codeSetAt(path, saying) ?? '';
  const last = chance.happens(SAID_LAST) ? known.lastCode(set, stream) : undefined;
  return last ?? chance.oneOf(codes.get(set) ?? []);
}

function nameOf(field: string, chance: Chance): string | undefined {
  return chance.oneOf(LOOKS[field] ?? [`Name ${chance.below(1000)}`]);
}

function day(now: number, from: number, to: number, chance: Chance): string {
  const days = from + chance.below(to - from + 1);
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

/** The code set of a field; within what a correction replaces, that of the event's field is not described here. */
function codeSetAt(path: readonly string[], { type }: Saying): string | undefined {
  const written = path.filter((step) => step !== '*').join('.');
  return commandTable[type].codes.find(
    (each) => each.path.filter((step) => step !== '*').join('.') === written,
  )?.code;
}

/** What kind of record a command is about; undefined where it starts one. */
export function aboutWhat(type: CommandType): string | undefined {
  const { about, fields } = commandTable[type];
  return fields.find(({ name }) => name === about)?.shape;
}
