import type { AsOfPoint } from '../as-of.ts';
import { isStale, NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page } from '../page.ts';
import { addressesKeptFrom } from './changes/addresses-kept.ts';
import { agreementsAsOf, type AgreementsAsOf } from './agreements-as-of.ts';
import { disclosuresAbout, disclosuresOfFamily, type DisclosureAsOf } from './disclosures-as-of.ts';
import { changesPage, type Change, type ChangesRequest } from './changes/changes.ts';
import { erasureCertificate, type CertificateAsOf } from './erasure-certificate.ts';
import { entryAt } from './entries.ts';
import { familyAsOf, joinedIn } from './family/family-as-of.ts';
import {
  familyAsShown,
  familyAsTold,
  personAsTold,
  type FamilyThen,
  type PersonThen,
} from './family/family-growth.ts';
import type { FamilyAsOf, MemberAsOf } from './family/family-rows.ts';
import { identifiedIn, subjectsIdentifiedAs } from './identified.ts';
import { mergedInto, withLineage, withMerged, withSurvivors } from './lineage.ts';
import { levelHistory } from './levels/level-history.ts';
import type { LevelSpan } from './levels/level-span.ts';
import { recordsOf } from '../links.ts';
import { knownOf, type KnownThen, type KnownThenRequest } from './known.ts';
import { lateOrAmendedAfter, ofFamily, ofStream, timelinePage } from './pages.ts';
import { aboutRecords, mixedWith } from './records.ts';
import { personAsOf } from './person/person-as-of.ts';
import { familiesOfEvent, placeOf } from './place-of.ts';
import { requestsNaming, sentBy } from './requests-naming.ts';
import type { PersonAsOf } from './person/person-rows.ts';
import type { EntryPlace, TimelineEntry, TimelineRequest } from './table.ts';
import { nameOf, numberOf } from './names.ts';
import { toldOf, type ToldOf } from './told-of.ts';

const NOW = { position: NEWEST, view: 'AS_RECORDED' } as const;

/** Every answer is what stood in the record by `at.position` and had occurred by `at.effectiveAt`. */
export class TimelineReader {
  readonly #model: ModelRows;
  constructor(model: ModelRows) {
    this.#model = model;
  }

  familyTimeline(family: string, at: AsOfPoint, request?: TimelineRequest): Page<TimelineEntry> {
    const tables = this.#model.tables();
    return timelinePage(tables, ofFamily(tables, family, at), at, request);
  }

  /** The streams in which anything is said of these persons. */
  streamsAbout(persons: readonly string[]): string[] {
    return this.#streams(
      `SELECT DISTINCT ${nameOf('e.stream')} AS stream FROM json_each(?) asked
       CROSS JOIN person_events p ON p.person = ${numberOf('asked.value')} CROSS JOIN events e ON e.position = p.position`,
      JSON.stringify(persons),
    );
  }

  /** The streams in which anything is said of the family. */
  streamsOfFamily(family: string): string[] {
    return this.#streams(
      `SELECT DISTINCT ${nameOf('e.stream')} AS stream FROM family_events f CROSS JOIN events e ON e.position = f.position
       WHERE f.family = ${numberOf('?')}`,
      family,
    );
  }

  /** Whether an event stands in the family's story, or in that of a family whose story is read with it (`withLineage`). */
  isInStory(family: string, position: number): boolean {
    const tables = this.#model.tables();
    const { sql, values } = withLineage(tables, family, NOW);
    return tables.one(`SELECT 1 FROM (${sql}) WHERE position = ?`, ...values, position) !== undefined;
  }

  /** Families that are merged into any of these, or into one that is, now or by then. */
  mergedInto(families: readonly string[], position = NEWEST): string[] {
    return mergedInto(this.#model.tables(), families, position);
  }

  /** The family, and those merged into it, now or by then, as far as they are there for whoever asks: read as one. */
  withMerged(family: string, at: Pick<AsOfPoint, 'position' | 'unseen'> = NOW): string[] {
    return withMerged(this.#model.tables(), family, at);
  }

  /** The families, and those that each of them is merged into at a position: in whom their help goes on. */
  withSurvivors(families: readonly string[], position = NEWEST): string[] {
    return withSurvivors(this.#model.tables(), families, position);
  }

  #streams(sql: string, asked: string): string[] {
    return this.#model
      .tables()
      .all<{ stream: string }>(sql, asked)
      .map(({ stream }) => stream);
  }

  /**
   * Streams of members whose address must be kept from someone who belongs to the family: the family's story, which is
   * shown to all of it, holds none of theirs.
   */
  addressesKeptFrom(family: string, at: AsOfPoint): ReadonlySet<string> {
    return addressesKeptFrom(this.#model.tables(), family, at);
  }

  personTimeline(person: string, at: AsOfPoint, request?: TimelineRequest): Page<TimelineEntry> {
    return timelinePage(this.#model.tables(), aboutRecords(this.recordsOf(person, at), at), at, request);
  }

  /** Every record that is read as this one's person, the survivor's first. */
  recordsOf(person: string, { position }: Pick<AsOfPoint, 'position'>): readonly string[] {
    return recordsOf(this.#model.tables(), person, position);
  }

  /** Other persons some of whose entries stand in this one's record, under its key, or the other way: all of them together. */
  mixedWith(person: string, { position }: Pick<AsOfPoint, 'position'> = NOW): readonly string[] {
    return mixedWith(this.#model.tables(), person, position);
  }

  /** One stream's own events: of a request, a worker, an organisation. */
  streamTimeline(stream: string, at: AsOfPoint, request?: TimelineRequest): Page<TimelineEntry> {
    return timelinePage(this.#model.tables(), ofStream(stream, at), at, request);
  }

  /** undefined where the family was not registered by then. */
  familyAsOf(family: string, at: AsOfPoint): FamilyAsOf | undefined {
    return familyAsOf(this.#model.tables(), family, at);
  }

  /** Who belongs to the family, each under the record that joined it, whomever that is linked with. */
  joinedIn(family: string, at: AsOfPoint): readonly MemberAsOf[] {
    return joinedIn(this.#model.tables(), family, at);
  }

  /**
   * The family as it came to be what it is at `at`: event by event in the order of recording, all of them read as
   * corrected and linked by then. Nothing where it was not registered by then.
   */
  familyAsTold(family: string, at: AsOfPoint): Iterable<FamilyThen> {
    return familyAsTold(this.#model.tables(), family, at);
  }

  /**
   * The family as the record showed it, at each position after `after` from which on it may have shown something else,
   * up to `at`. Nothing where it was not registered by then.
   */
  familyAsShown(family: string, at: AsOfPoint & { readonly after?: number }): Iterable<FamilyThen> {
    return familyAsShown(this.#model.tables(), family, at);
  }

  /** The person as the person's own events tell of it, one after the other, all of them read as of `at`. */
  personAsTold(person: string, at: AsOfPoint): Iterable<PersonThen> {
    return personAsTold(this.#model.tables(), person, at);
  }

  /** What was recorded, corrected and voided, in order, each entry as it stands at `at.position`. */
  changes(at: AsOfPoint, request: ChangesRequest = {}): Page<Change> {
    return changesPage(this.#model.tables(), at, request);
  }

  /** Of the family's story up to `at`: what was recorded after a position and was late, or was amended after it. */
  lateOrAmendedAfter(family: string, after: number, at: AsOfPoint): TimelineEntry[] {
    const tables = this.#model.tables();
    return lateOrAmendedAfter(tables, ofFamily(tables, family, at), { ...at, after });
  }

  /** undefined where the person was not registered by then. */
  personAsOf(person: string, at: AsOfPoint): PersonAsOf | undefined {
    return personAsOf(this.#model.tables(), person, at);
  }

  levelHistory(child: string, at: AsOfPoint): LevelSpan[] {
    return levelHistory(this.#model.tables(), child, at);
  }

  /** Who agreed to what for a person. */
  agreements(person: string, at: AsOfPoint): AgreementsAsOf {
    return agreementsAsOf(this.#model.tables(), person, at);
  }

  /** What was asked, decided and shared about a family, and about those merged into it. */
  disclosuresOfFamily(family: string, at: AsOfPoint): DisclosureAsOf[] {
    return disclosuresOfFamily(this.#model.tables(), family, at);
  }

  /** What was asked, decided and shared about a person. */
  disclosuresAbout(person: string, at: AsOfPoint): DisclosureAsOf[] {
    return disclosuresAbout(this.#model.tables(), person, at);
  }

  /** undefined until the erasure has begun. */
  erasureCertificate(erasure: string, at: AsOfPoint): CertificateAsOf | undefined {
    return erasureCertificate(this.#model.tables(), erasure, at);
  }

  /** Of an agency: what others shared is read as it was last told it, up to the first amendment of which it was not. */
  whatWasKnown(
    person: string,
    at: AsOfPoint,
    { agency, ...request }: KnownThenRequest = {},
  ): KnownThen | undefined {
    const tables = this.#model.tables();
    const known = personAsOf(tables, person, at);
    if (known === undefined) return undefined;
    return { person: known, events: timelinePage(tables, knownOf(known.records, at, agency), at, request) };
  }

  /** What an agency had been told of each of these entries by then, by their ids; of none where it had not. */
  toldOf(events: readonly string[], agency: string, at: AsOfPoint): ReadonlyMap<string, ToldOf> {
    return toldOf(this.#model.tables(), events, agency, at);
  }

  /** By event id or by position; as known now unless said otherwise. */
  event(which: string | number, at: Pick<AsOfPoint, 'position' | 'view'> = NOW): TimelineEntry | undefined {
    return entryAt(this.#model.tables(), which, at);
  }

  /** Where an event stands: one statement, whether or not it is there. */
  placeOf(which: string | number): EntryPlace | undefined {
    return placeOf(this.#model.tables(), which);
  }

  /** Requests an event of which names any of these families or persons, and those that the families came of. */
  requestsNaming(families: readonly string[], persons: readonly string[]): string[] {
    return requestsNaming(this.#model.tables(), families, persons);
  }

  /** Of these requests those of which somebody of the agency sent a form, in the order in which they are given. */
  sentBy(agency: string, requests: readonly string[]): string[] {
    return sentBy(this.#model.tables(), agency, requests);
  }

  /** Subject on the forms of a request -> the record that was theirs by then. */
  identifiedIn(request: string, at: Pick<AsOfPoint, 'position'>): ReadonlyMap<string, string> {
    return identifiedIn(this.#model.tables(), request, at);
  }

  /** The subjects under which forms name any of these persons, as is known now. */
  subjectsIdentifiedAs(persons: readonly string[]): string[] {
    return subjectsIdentifiedAs(this.#model.tables(), persons);
  }

  /** Families in whose timeline the event stands by then. */
  familiesOfEvent(position: number, at: AsOfPoint): string[] {
    return familiesOfEvent(this.#model.tables(), position, at);
  }

  /** Whether an event of the family, the person or the stream was parked: answers about it may be incomplete. */
  isStale(id: string): boolean {
    return isStale(this.#model.tables(), id);
  }
}
