import { Rejected } from '#libs/contracts';
import { addDays, londonDay } from '#libs/reference';
import type { Circumstances } from './aggregate.ts';
import { checkDate } from './days.ts';

/** What keeps somebody from something is looked at again at least so often (as authorities' own procedures have it). */
const DAYS_TO_REVIEW = 90;

/** From today on, and not too late: INVALID_DATE, END_BEFORE_START, REVIEW_TOO_LATE. */
export function checkReviewBy(told: Circumstances, reviewBy: string): void {
  checkDate(reviewBy, 'reviewBy');
  const today = londonDay(told.recordedAt);
  if (reviewBy < today) throw new Rejected('END_BEFORE_START', { field: 'reviewBy' });
  if (reviewBy > addDays(today, DAYS_TO_REVIEW)) throw new Rejected('REVIEW_TOO_LATE', { field: 'reviewBy' });
}
