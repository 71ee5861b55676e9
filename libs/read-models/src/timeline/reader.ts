import type { AsOfPoint } from '../as-of.ts';
import type { Page, PageRequest } from '../page.ts';
import type { FamilyAsOf } from './family-as-of.ts';
import type { LevelSpan } from './level-history.ts';
import type { PersonAsOf } from './person-as-of.ts';
import type { TimelineEntry } from './table.ts';

export interface TimelineRequest extends PageRequest {
  /** RECORDED (by position) unless given; OCCURRED is by when it happened, then by position. */
  readonly order?: 'RECORDED' | 'OCCURRED' | undefined;
}

/** What was known of a person: the person and the events known then, of the person and of the person's families as such. */
export interface KnownThen {
  readonly person: PersonAsOf;
  readonly families: readonly string[];
  readonly events: Page<TimelineEntry>;
}

/** Every answer is what stood in the record by `at.position` and had occurred by `at.effectiveAt`. */
export interface TimelineReader {
  familyTimeline(family: string, at: AsOfPoint, page?: TimelineRequest): Page<TimelineEntry>;
  personTimeline(person: string, at: AsOfPoint, page?: TimelineRequest): Page<TimelineEntry>;
  /** One stream's own events: of a request, a worker, an organisation. */
  streamTimeline(stream: string, at: AsOfPoint, page?: TimelineRequest): Page<TimelineEntry>;
  familyAsOf(family: string, at: AsOfPoint): FamilyAsOf | undefined;
  personAsOf(person: string, at: AsOfPoint): PersonAsOf | undefined;
  levelHistory(child: string, at: AsOfPoint): LevelSpan[];
  /** With an agency: only the events that its own people recorded. */
  whatWasKnown(
    person: string,
    at: AsOfPoint,
    options?: TimelineRequest & { readonly agency?: string | undefined },
  ): KnownThen | undefined;
  /** By event id or by position. */
  event(which: string | number): TimelineEntry | undefined;
  /** Families in whose timeline the event stands by `at`. */
  familiesOfEvent(position: number, at: AsOfPoint): string[];
  /** Whether an event of the family (or of the person) was parked. */
  isStale(familyOrPerson: string): boolean;
}
