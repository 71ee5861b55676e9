import { Injectable } from '@nestjs/common';
import {
  isSeen,
  nothingUnseen,
  pageOfSeen,
  type AsOfPoint,
  type ErasureRow,
  type HoldRow,
  type Page,
  type PageRequest,
  type ReadsPage,
  type TimelineEntry,
} from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { entriesOf } from '../panels/item-entries.ts';
import { once } from '../reading/once.ts';
import { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';
import type { ErasureCertificate, ErasureView } from './erasures.types.ts';
import type { LegalHoldView } from './holds.types.ts';

const REVIEW = 'HOLD_REVIEW';
const ANSWER = 'ERASURE_ANSWER';

type Naming = Pick<HoldRow, 'persons' | 'families' | 'requests'>;

/** Holds and erasures as they are read. */
@Injectable()
export class ForgettingView {
  constructor(
    private readonly record: ServedRecord,
    private readonly timeline: TimelineView,
  ) {}

  hold({ hold, ...row }: HoldRow, at: AsOfPoint): LegalHoldView {
    const reviewBy = row.state === 'STANDS' ? this.lastDay(REVIEW, row.lookedAt, at) : null;
    return { ...row, id: hold, reviewBy };
  }

  erasure({ erasure, ...row }: ErasureRow, at: AsOfPoint): ErasureView {
    const answerBy = row.state === 'REQUESTED' ? this.lastDay(ANSWER, row.askedAt, at) : null;
    return { ...row, id: erasure, answerBy };
  }

  /** A page of those holds or erasures that name nobody who is not there for whoever asks. */
  page<R extends Naming>(
    page: PageRequest,
    read: ReadsPage<R>,
    { unseen = nothingUnseen }: AsOfPoint,
  ): Page<R> {
    return pageOfSeen(page, read, (edges) =>
      edges.filter(({ node: { persons, families, requests } }) =>
        [...persons, ...families, ...requests].every((name) => isSeen(unseen, name)),
      ),
    );
  }

  /** All that was recorded of a hold or an erasure by then. */
  entries(stream: string, at: AsOfPoint): TimelineEntry[] {
    return entriesOf(this.record.readers.timeline, stream, at);
  }

  /** What an erasure that has begun destroyed; null before. */
  certificate(erasure: string, at: AsOfPoint): ErasureCertificate | null {
    const found = this.record.readers.timeline.erasureCertificate(erasure, at);
    if (found === undefined) return null;
    const copies = found.copies.map((copy) => ({
      ...copy,
      agencyName: this.timeline.agencyName(copy.agency, at),
    }));
    return { ...found, copies };
  }

  /** The last day on which what began at an instant is in time, by the authority's own limit of then. */
  private lastDay(clock: string, began: string, at: AsOfPoint): string | null {
    const { oversight } = this.record.readers;
    return once(at, 'limits', () => oversight.lastDaysAt(at.position))(clock, londonDay(began));
  }
}
