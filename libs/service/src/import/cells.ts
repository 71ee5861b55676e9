import { storedText, type RefusalCode } from '#libs/contracts';
import { instant, type Reference } from '#libs/reference';
import { ruleOf, type Column, type ColumnRule } from './columns.ts';

/** What a cell is judged by. */
export interface CellCircumstances {
  readonly reference: Reference;
  /** The instant of recording, UTC. */
  readonly now: string;
  /** When the request was received, UTC; absent where that is not known. */
  readonly receivedAt?: string | undefined;
  /** The London day codes are judged on: that of its receipt, else of recording. */
  readonly on: string;
}

/** Why a cell by itself is not taken: the first that fails of its presence, text, length, shape, code and sense. */
export function cellFault(column: Column, text: string, told: CellCircumstances): RefusalCode | undefined {
  const rule = ruleOf(column);
  if (text === '') return rule.required && 'REQUIRED';
  return (
    textFault(text, rule) ??
    shapeFault(text, rule) ??
    codeFault(text, rule, told) ??
    futureFault(column, told)
  );
}

/** A cell's value in its stored form, of a cell without a fault; undefined where it is empty. */
export function valueOf(column: Column, text: string): string | undefined {
  if (text === '') return undefined;
  const parsed = ruleOf(column).shape?.parse(text);
  return parsed?.ok === true ? parsed.value : text;
}

/** The instant a request's `received_at` cell names, UTC. */
export function receivedAtOf(text: string): string | undefined {
  const parsed = instant(text);
  return parsed.ok ? parsed.value : undefined;
}

function textFault(text: string, { lines, limit = Infinity }: ColumnRule): RefusalCode | undefined {
  if (storedText(text) === undefined || (lines !== true && /[\t\n]/.test(text))) return 'CONTROL_CHARACTER';
  return text.length > limit && [...text].length > limit ? 'TOO_LONG' : undefined;
}

function shapeFault(text: string, { shape }: ColumnRule): RefusalCode | undefined {
  return shape === undefined || shape.parse(text).ok ? undefined : shape.fault;
}

/** Where it is not known when the request was received, only whether a code exists. */
function codeFault(text: string, { codes }: ColumnRule, told: CellCircumstances): RefusalCode | undefined {
  if (codes === undefined) return undefined;
  const { reference, on, receivedAt } = told;
  const fault = codes === 'gss' ? districtFault(text, told) : reference.check(codes, text, on);
  return fault === 'OK' || (fault === 'CODE_NOT_CURRENT' && receivedAt === undefined) ? undefined : fault;
}

function districtFault(gss: string, { reference, on }: CellCircumstances): RefusalCode | 'OK' {
  const answer = reference.districtOf(gss, on);
  return typeof answer === 'string' ? answer : 'OK';
}

function futureFault(column: Column, { now, receivedAt = '' }: CellCircumstances): RefusalCode | undefined {
  return column === 'received_at' && receivedAt > now ? 'DATE_IN_FUTURE' : undefined;
}
