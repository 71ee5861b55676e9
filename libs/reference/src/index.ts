export { CodeSetRefused, parseCodeSet } from './code-set.ts';
export type { Code, CodeSet, Quorum } from './code-set.ts';
export type { Grading } from './grading.ts';
export { isTemporaryUpn, nhsNumber, postcode, upn, uprn } from './identifiers.ts';
export { addHours, instant } from './instant.ts';
export {
  codesJudgedOn,
  daysLate,
  endOfLondonDay,
  isOfEarlierDay,
  lastPossibleDay,
  londonDay,
  londonTime,
  startOfLondonDay,
} from './london.ts';
export type { Occurred } from './london.ts';
export { durationOf, lastDayOf, oftenOf } from './limit.ts';
export type { Limit, Often } from './limit.ts';
export type { Meaning } from './meaning.ts';
export type { Parsed } from './parsed.ts';
export {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  earliestDay,
  isCertainlyAfter,
  latestDay,
  partialDate,
  precisionOf,
  wholeDate,
} from './partial-date.ts';
export type { DatePrecision } from './partial-date.ts';
export { placesKeptFrom } from './place.ts';
export type { Abode } from './place.ts';
export { readCodeSets } from './read-code-sets.ts';
export { referenceOf } from './reference.ts';
export type { CodeAnswer, DistrictAnswer, Reference } from './reference.ts';
export type { KeptFrom, RetentionRule } from './retention-rule.ts';
export { bankHolidays, workingDays } from './working-days.ts';
export type { WorkingDays } from './working-days.ts';
