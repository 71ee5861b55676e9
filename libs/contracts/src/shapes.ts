import { storedText } from './json.ts';

const ID = '[0-9a-hjkmnp-tv-z]{26}';
const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

const PATTERNS: Readonly<Record<string, RegExp>> = {
  code: /^[A-Za-z0-9_.-]{1,60}$/,
  date: new RegExp(`^${DAY}$`),
  'partial-date': new RegExp(`^(\\d{4}|\\d{4}-(0[1-9]|1[0-2])|${DAY})$`),
  person: new RegExp(`^${ID}$`),
  family: new RegExp(`^family-${ID}$`),
  episode: new RegExp(`^episode-${ID}$`),
  request: new RegExp(`^request-${ID}$`),
  worker: new RegExp(`^worker-${ID}$`),
  organisation: new RegExp(`^organisation-${ID}$`),
  step: new RegExp(`^step-${ID}$`),
  flag: new RegExp(`^flag-${ID}$`),
  identity: new RegExp(`^identity-${ID}$`),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  gss: /^[A-Z]\d{8}$/,
  resolution: /^(KNOWN|NEW|REVIEW)$/,
};

const LENGTHS: Readonly<Record<string, number>> = { name: 200, text: 10_000, document: 200_000 };

/** Why a value has not the shape a command's field takes; undefined where it has. */
export type ShapeFault = 'TYPE' | 'CONTROL_CHARACTER' | 'TOO_LONG' | 'REQUIRED' | 'PATTERN';

/** The first fault of a value against a shape of options.proto. A text may be empty: rules decide what it must say. */
export function shapeFault(shape: string, value: unknown): ShapeFault | undefined {
  if (typeof value !== 'string') return 'TYPE';
  if (storedText(value) === undefined) return 'CONTROL_CHARACTER';
  const length = LENGTHS[shape];
  return length === undefined ? patternFault(shape, value) : textFault(shape, value, length);
}

function patternFault(shape: string, value: string): ShapeFault | undefined {
  return PATTERNS[shape]?.test(value) === true ? undefined : 'PATTERN';
}

function textFault(shape: string, value: string, length: number): ShapeFault | undefined {
  if (value.length > length && [...value].length > length) return 'TOO_LONG';
  return shape === 'name' && value.trim() === '' ? 'REQUIRED' : undefined;
}
