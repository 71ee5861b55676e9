import { Rejected } from '#libs/contracts';
import { ageOn, earliestDay } from '#libs/reference';
import type { Facts, Needs, Told } from '../aggregate.ts';
import { checkOrder, dayOf } from '../days.ts';
import { checkNotBarred, recordsOf } from '../disclosure/bars.ts';
import { couldBeLiving, knownFamily, livingPerson } from '../eligibility.ts';
import { openEpisode, type OpenEpisode } from '../family/state.ts';

// The help that a plan, or an assessment, is of stands in its family's stream, which is another: a fact of the moment.
// Where the episode closes, or goes on in another family, at the same moment, that is found by detection: a process manager
// ends a plan that is in force, or gives up an assessment that is open, though its help is closed.

interface OfHelp {
  readonly family: string;
  readonly episode: string;
}

/** I6, I8: the family's open episode, begun by then: NOT_FOUND, EPISODE_CLOSED, EPISODE_CONTINUED, END_BEFORE_START. */
export function helpFor(told: Told<OfHelp>, facts: Facts): OpenEpisode {
  const { family, episode } = told.data;
  const open = openEpisode(knownFamily(facts, family), episode);
  checkOrder(open.openedOn, dayOf(told), 'occurredAt');
  return open;
}

/** Whether a child is to be thought of still: living, as far as is known, on the day, and not erased. */
export function isThere(child: string, told: Told<unknown>, { persons, erased }: Facts): boolean {
  return !erased.has(child) && couldBeLiving(persons.get(child), dayOf(told));
}

/** I2: those who may agree to help for each of these children who is there do: NO_AGREEMENT. */
export function checkAgreed(
  { children }: Pick<OpenEpisode, 'children'>,
  told: Told<OfHelp>,
  facts: Facts,
): void {
  for (const child of children.keys()) {
    if (!isThere(child, told, facts)) continue;
    if (facts.agreements.get(child)?.isLive !== true) throw new Rejected('NO_AGREEMENT', { person: child });
  }
}

/** Whoever belongs to the family, under whichever record: NOT_A_MEMBER. */
export function checkBelongs(person: string, facts: Facts): void {
  if (!facts.members.includes(person)) throw new Rejected('NOT_A_MEMBER', { person });
}

/** Whoever belongs to the family, or is responsible as a parent for somebody of it: NOT_A_MEMBER. */
export function checkOfFamily(person: string, facts: Facts): void {
  const records = recordsOf(person, facts);
  const isResponsible = [...facts.persons.values()].some(({ standing }) =>
    [...standing.values()].some(
      ({ type, data }) => type === 'ParentalResponsibilityRecorded' && records.includes(data.holder ?? ''),
    ),
  );
  if (!isResponsible) checkBelongs(person, facts);
}

/** From this age on a young person may agree, or refuse (the council's Families First process). */
const MAY_AGREE = 16;

/** Children under 16 speak for help beside somebody older, not alone: NO_CAPACITY. An age that is not known is old enough. */
export function checkSomebodyMay(
  field: string,
  people: readonly string[],
  told: Told<unknown>,
  { persons }: Facts,
): void {
  const on = earliestDay(dayOf(told));
  const isOldEnough = (person: string): boolean => {
    const { dateOfBirth } = persons.get(person) ?? {};
    return dateOfBirth === undefined || ageOn(dateOfBirth, on).most >= MAY_AGREE;
  };
  if (!people.some(isOldEnough)) throw new Rejected('NO_CAPACITY', { field });
}

/** The child of the help that a record is of: NOT_IN_EPISODE, SUBJECT_ERASED. */
export function childHelped(person: string, { children }: OpenEpisode, facts: Facts): string {
  const child = recordsOf(person, facts).find((record) => children.has(record));
  if (child === undefined) throw new Rejected('NOT_IN_EPISODE', { child: person });
  if (facts.erased.has(child)) throw new Rejected('SUBJECT_ERASED', { subject: child });
  return child;
}

/**
 * I16: somebody of the family, or a parent responsible for somebody of it, may have what says where they are helped: nobody
 * whom any bar keeps from anybody who belongs or belonged to it, or of whom it `tellsOf`. Others are told by a disclosure.
 */
export function checkMayHaveCopy(
  to: string,
  { told, tellsOf }: { readonly told: Told<OfHelp>; readonly tellsOf: ReadonlySet<string> },
  facts: Facts,
): void {
  livingPerson(facts, to, dayOf(told));
  checkOfFamily(to, facts);
  const others = [...facts.belonged, ...tellsOf];
  const telling = { family: told.data.family, persons: [], others, classes: ['address'] };
  checkNotBarred({ ...telling, recipientPerson: to }, facts);
}

/** What is asked of whom a copy goes to, and of those of whom it tells beside the family. */
export function copyNeeds(to: string, tellsOf: ReadonlySet<string> = new Set()): Needs {
  const others = [...tellsOf].filter((person) => person !== to);
  return { persons: [to, ...others], linksOf: [to, ...others], erasedAmong: others };
}
