import { Rejected, saysNothing } from '#libs/contracts';
import type { RefusalCode } from '#libs/contracts';
import type { Circumstances, Facts } from './aggregate.ts';

/** What is wrong with one field; list elements are numbered from 0: `children.0.sex`. */
export interface FieldFault {
  readonly field: string;
  readonly code: RefusalCode;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are there: an event leaves out what it lacks. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

export function refuseFirst(faults: readonly FieldFault[]): void {
  const [first] = faults;
  if (first !== undefined) throw new Rejected(first.code, { field: first.field });
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || saysNothing(text);
}

export function checkRationale(text: string, field: string): void {
  if (isBlank(text)) throw new Rejected('RATIONALE_REQUIRED', { field });
}

export function checkSaid(text: string, field: string): void {
  if (isBlank(text)) throw new Rejected('REQUIRED', { field });
}

export function checkDistinct(values: readonly string[], field: string): void {
  if (new Set(values).size < values.length) throw new Rejected('DUPLICATE_VALUE', { field });
}

/** A stream never ends once it has begun, so this needs no guard. */
export function checkBegun(facts: Facts, ...streams: readonly (string | undefined)[]): void {
  for (const stream of streams) {
    if (stream !== undefined && !facts.begun.has(stream)) throw new Rejected('NOT_FOUND', { stream });
  }
}

/** Whether whoever gives an order may speak for the agency: a partner speaks for its own alone. */
export function speaksFor({ actor }: Circumstances, agency: string): boolean {
  return actor.role !== 'PARTNER' || actor.agency === agency;
}
