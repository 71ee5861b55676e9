import { Rejected } from '#libs/contracts';
import { isTemporaryUpn, nhsNumber, postcode, upn, uprn } from '#libs/reference';
import type { FieldFault } from './checks.ts';

const NUMBERS = {
  nhsNumber: { parse: nhsNumber, code: 'INVALID_NHS_NUMBER' },
  upn: { parse: upn, code: 'INVALID_UPN' },
  uprn: { parse: uprn, code: 'INVALID_UPRN' },
  postcode: { parse: postcode, code: 'INVALID_POSTCODE' },
} as const;

export type NumberKind = keyof typeof NUMBERS;

const KIND_OF_SCHEME: Readonly<Record<string, NumberKind>> = {
  NHS: 'nhsNumber',
  UPN: 'upn',
  TEMP_UPN: 'upn',
  UPRN: 'uprn',
};

/** What is wrong with a number or postcode (I15). */
export function numberFaults(kind: NumberKind, text: string | undefined, field: string = kind): FieldFault[] {
  const { parse, code } = NUMBERS[kind];
  return text === undefined || parse(text).ok ? [] : [{ field, code }];
}

/** A number or postcode in its one stored form; refused where its shape or check is wrong. */
export function storedNumber(kind: NumberKind, text: string, field: string = kind): string {
  const { parse, code } = NUMBERS[kind];
  const parsed = parse(text);
  if (!parsed.ok) throw new Rejected(code, { field });
  return parsed.value;
}

/** The same of one that may be missing. */
export function storedIfGiven(
  kind: NumberKind,
  text: string | undefined,
  field?: string,
): string | undefined {
  return text === undefined ? undefined : storedNumber(kind, text, field);
}

/** An identifier in its stored form. Whether a pupil number is temporary is read from the number itself. */
export function storedIdentifier<T extends { scheme: string; value: string }>(given: T, field: string): T {
  const kind = KIND_OF_SCHEME[given.scheme];
  const value = kind === undefined ? given.value.trim() : storedNumber(kind, given.value, field);
  if (value === '') throw new Rejected('REQUIRED', { field });
  if (kind !== 'upn') return { ...given, value };
  return { ...given, scheme: isTemporaryUpn(value) ? 'TEMP_UPN' : 'UPN', value };
}
