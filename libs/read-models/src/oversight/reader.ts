import { Rejected } from '#libs/contracts';
import { addMonths, wholeDate } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import { driftPage, type DriftQuestion, type DriftRow } from './drift.ts';
import { duePage, type DueQuestion, type DueRow } from './due.ts';
import { flagPage, type FlagQuestion, type FlagRow } from './flags.ts';
import { frameAt, type FrameFilter, type FrameRow } from './frame.ts';
import { daysWithoutOwner, gapsAt, type GapRow } from './gaps.ts';
import { holidaysAt, practiceAt } from './practice.ts';
import { latePage, type LateQuestion, type LateRow } from './late.ts';
import { overviewAt, type OverviewQuestion, type OverviewRow } from './overview.ts';

/** The longest period an overview is drawn of. */
const MONTHS = 120;

/** What managers look after, each answer as of both axes, by the times and thresholds that were in force then. */
export class OversightReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** What is due by a day, the longest overdue first. */
  due(question: DueQuestion, at: AsOfPoint, page?: PageRequest): Page<DueRow> {
    return duePage(this.#model.tables(), question, at, page);
  }

  /** Open episodes with signs of drift that nobody has acknowledged since, in the order of opening. */
  drift(question: DriftQuestion, at: AsOfPoint, page?: PageRequest): Page<DriftRow> {
    return driftPage(this.#model.tables(), question, at, page);
  }

  /** Every stretch of time in which an open episode had no owner, and on how many days: of a sound record none. */
  ownershipGaps(at: AsOfPoint): { gaps: GapRow[]; daysWithoutOwner: number } {
    const gaps = gapsAt(this.#model.tables(), at);
    return { gaps, daysWithoutOwner: daysWithoutOwner(gaps, at) };
  }

  /** By what was published by a position: the last day in time of a clock that started on a day; null where there is no limit. */
  lastDaysAt(position: number): (clock: string, startedOn: string) => string | null {
    const practice = practiceAt(this.#model.tables(), position);
    return (clock, startedOn) => practice.dueOn(clock, startedOn) ?? null;
  }

  /** The codes of the bank holidays that were published by a position. */
  bankHolidays(position: number): readonly { readonly code: string }[] {
    return holidaysAt(this.#model.tables(), position);
  }

  /** What was recorded late, in the order of recording. */
  lateEntries(question: LateQuestion, at: AsOfPoint, page?: PageRequest): Page<LateRow> {
    return latePage(this.#model.tables(), question, at, page);
  }

  /** What does not fit together, in the order in which it was flagged. */
  flags(question: FlagQuestion, at: AsOfPoint, page?: PageRequest): Page<FlagRow> {
    return flagPage(this.#model.tables(), question, at, page);
  }

  /** The episodes that cases are drawn from, by what was known at a position. */
  frame(filter: FrameFilter, position: number): FrameRow[] {
    return frameAt(this.#model.tables(), filter, position);
  }

  /** What a district did in a period. Rejected INVALID_DATE, END_BEFORE_START, QUERY_TOO_COMPLEX over ten years. */
  districtOverview(question: OverviewQuestion, at: AsOfPoint): OverviewRow {
    const { from, to } = question;
    if (!wholeDate(from).ok) throw new Rejected('INVALID_DATE', { field: 'from' });
    if (!wholeDate(to).ok) throw new Rejected('INVALID_DATE', { field: 'to' });
    if (to < from) throw new Rejected('END_BEFORE_START', { field: 'to' });
    if (addMonths(from, MONTHS) < to) throw new Rejected('QUERY_TOO_COMPLEX', { field: 'to' });
    return overviewAt(this.#model.tables(), question, at);
  }
}
