import { ageOn, daysBetween, earliestDay, latestDay, wholeDate } from '#libs/reference';
import type { FieldFault } from './checks.ts';
import { pastFault } from './days.ts';

/** 40 weeks, which the CIN census allows between a referral and the birth it is about (rules 8606 and 8530Q). */
export const PREGNANCY_DAYS = 280;
const LONGEST_LIFE_YEARS = 130;

export interface Birth {
  readonly dateOfBirth?: string;
  readonly expectedDeliveryDate?: string;
  readonly sex: string;
}

/** The day a child became known, whole or partial, and the day of recording. */
export interface DaysKnown {
  readonly on: string;
  readonly today: string;
}

/** What is wrong with a child's dates: I3, I4, I5. Rules between dates are not tried where one of them is wrong. */
export function birthFaults(child: Birth, known: DaysKnown): FieldFault[] {
  const single = [...dateOfBirthFaults(child, known), ...expectedDateFaults(child)];
  if (single.length > 0) return single;
  const { dateOfBirth: born, expectedDeliveryDate: expected } = child;
  if ((born === undefined) === (expected === undefined))
    return [{ field: 'dateOfBirth', code: 'DOB_XOR_EDD' }];
  return [
    ...(expected !== undefined && child.sex !== 'U' ? [{ field: 'sex', code: 'DOB_XOR_EDD' } as const] : []),
    ...(isOutsidePregnancy(child, known) ? [tooEarly(child)] : []),
  ];
}

/** What is wrong with an adult's dates: the birth may be unknown; nobody expects an adult. */
export function adultFaults(adult: Birth, known: DaysKnown): FieldFault[] {
  if (adult.expectedDeliveryDate === undefined) return dateOfBirthFaults(adult, known);
  return [{ field: 'expectedDeliveryDate', code: 'DOB_XOR_EDD' }];
}

function dateOfBirthFaults({ dateOfBirth: born }: Birth, { today }: DaysKnown): FieldFault[] {
  if (born === undefined) return [];
  const code = pastFault(born, today) ?? (isTooLongAgo(born, today) ? 'BIRTH_TOO_LONG_AGO' : undefined);
  return code === undefined ? [] : [{ field: 'dateOfBirth', code }];
}

function expectedDateFaults({ expectedDeliveryDate: expected }: Birth): FieldFault[] {
  const isDate = expected === undefined || wholeDate(expected).ok;
  return isDate ? [] : [{ field: 'expectedDeliveryDate', code: 'INVALID_DATE' }];
}

function isTooLongAgo(born: string, today: string): boolean {
  return ageOn(born, today).least > LONGEST_LIFE_YEARS;
}

/** Known before conception; or expected so long before that the child must have been born or lost. */
function isOutsidePregnancy(
  { dateOfBirth: born, expectedDeliveryDate: expected }: Birth,
  { on }: DaysKnown,
): boolean {
  const comes = born ?? expected ?? on;
  if (daysBetween(latestDay(on), earliestDay(comes)) > PREGNANCY_DAYS) return true;
  return expected !== undefined && daysBetween(expected, earliestDay(on)) > PREGNANCY_DAYS;
}

function tooEarly({ dateOfBirth }: Birth): FieldFault {
  const field = dateOfBirth === undefined ? 'expectedDeliveryDate' : 'dateOfBirth';
  return { field, code: 'BEFORE_CONCEPTION' };
}
