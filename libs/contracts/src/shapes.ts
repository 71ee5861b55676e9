import type { CommandField } from './command-fields.ts';
import { isObject } from './event-fields.ts';
import { storedText, type Json, type JsonObject } from './json.ts';
import { saysNothing } from './visible.ts';

const ID = '[0-9a-hjkmnp-tv-z]{26}';
const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

const PATTERNS: Readonly<Record<string, RegExp>> = {
  code: /^[A-Za-z0-9_.-]{1,60}$/,
  date: new RegExp(`^${DAY}$`),
  'partial-date': new RegExp(`^(\\d{4}|\\d{4}-(0[1-9]|1[0-2])|${DAY})$`),
  instant: new RegExp(`^${DAY}T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$`),
  person: new RegExp(`^${ID}$`),
  subject: new RegExp(`^${ID}$`),
  family: new RegExp(`^family-${ID}$`),
  episode: new RegExp(`^episode-${ID}$`),
  request: new RegExp(`^request-${ID}$`),
  worker: new RegExp(`^worker-${ID}$`),
  organisation: new RegExp(`^organisation-${ID}$`),
  step: new RegExp(`^step-${ID}$`),
  goal: new RegExp(`^goal-${ID}$`),
  action: new RegExp(`^action-${ID}$`),
  assessment: new RegExp(`^assessment-${ID}$`),
  panel: new RegExp(`^panel-${ID}$`),
  item: new RegExp(`^(request|episode)-${ID}$`),
  flag: new RegExp(`^flag-${ID}$`),
  identity: new RegExp(`^identity-${ID}$`),
  disclosure: new RegExp(`^disclosure-${ID}$`),
  use: new RegExp(`^use-${ID}$`),
  hold: new RegExp(`^hold-${ID}$`),
  erasure: new RegExp(`^erasure-${ID}$`),
  match: new RegExp(`^match-${ID}$`),
  sample: new RegExp(`^sample-${ID}$`),
  audit: new RegExp(`^audit-${ID}$`),
  node: new RegExp(`^node-${ID}$`),
  record: new RegExp(`^(family-)?${ID}$`),
  hash: /^[A-Za-z0-9_-]{43}$/,
  sha256: /^[0-9a-f]{64}$/,
  seed: /^[!-~]{32,200}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  gss: /^[A-Z]\d{8}$/,
  stream: /^[a-z]+-[A-Za-z0-9.-]{1,100}$/,
  pointer: /^(\/[A-Za-z][A-Za-z0-9]*)+$/,
  precision: /^(INSTANT|DATE|MONTH|YEAR|UNKNOWN)$/,
  resolution: /^(KNOWN|NEW|REVIEW)$/,
};

const LENGTHS: Readonly<Record<string, number>> = { name: 200, text: 10_000, document: 200_000 };
/** Shapes whose texts have lines; any other is one line. */
const OF_LINES = new Set(['text', 'document']);
const BREAK = /[\t\r\n]/;

/** Why a value has not the shape a command's field takes; undefined where it has. */
export type ShapeFault = 'TYPE' | 'CONTROL_CHARACTER' | 'TOO_LONG' | 'REQUIRED' | 'PATTERN';

/** The first fault of a value against a shape of options.proto. A text may be empty: rules decide what it must say. */
export function shapeFault(shape: string, value: unknown): ShapeFault | undefined {
  if (typeof value !== 'string') return 'TYPE';
  if (storedText(value) === undefined || (!OF_LINES.has(shape) && BREAK.test(value)))
    return 'CONTROL_CHARACTER';
  const length = LENGTHS[shape];
  return length === undefined ? patternFault(shape, value) : textFault(shape, value, length);
}

function patternFault(shape: string, value: string): ShapeFault | undefined {
  return PATTERNS[shape]?.test(value) === true ? undefined : 'PATTERN';
}

function textFault(shape: string, value: string, length: number): ShapeFault | undefined {
  if (value.length > length && [...value].length > length) return 'TOO_LONG';
  return shape === 'name' && saysNothing(value) ? 'REQUIRED' : undefined;
}

const MOST_OF_A_LIST = 100;
const HIGHEST_INTEGER = 2_147_483_647;

/** Where data has not the shape its command takes: the first such field, or member it does not take; else undefined. */
export function misshapen(fields: readonly CommandField[], data: JsonObject): string | undefined {
  for (const field of fields) {
    const within = misshapenField(field, data[field.name]);
    if (within !== undefined) return joined(field.name, within);
  }
  return Object.keys(data).find((name) => !fields.some((field) => field.name === name));
}

/** '' for the value itself. */
function misshapenField(field: CommandField, value: Json | undefined): string | undefined {
  if (value === undefined) return field.optional ? undefined : '';
  return field.list ? misshapenList(field, value) : misshapenValue(field, value);
}

function misshapenList(field: CommandField, value: Json): string | undefined {
  if (!isList(value) || value.length > MOST_OF_A_LIST || (value.length === 0 && !field.optional)) return '';
  for (const [at, each] of value.entries()) {
    const within = misshapenValue(field, each);
    if (within !== undefined) return joined(String(at), within);
  }
  return undefined;
}

function misshapenValue({ shape, fields = [] }: CommandField, value: Json): string | undefined {
  if (shape === 'group') return isObject(value) ? misshapen(fields, value) : '';
  return isShaped(shape, value) ? undefined : '';
}

function isShaped(shape: string, value: Json): boolean {
  if (shape === 'boolean') return typeof value === 'boolean';
  if (shape !== 'integer') return shapeFault(shape, value) === undefined;
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= HIGHEST_INTEGER;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function joined(name: string, within: string): string {
  return within === '' ? name : `${name}.${within}`;
}
