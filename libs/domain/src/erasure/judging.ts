import { Rejected } from '#libs/contracts';
import type { RefusalCode, RefusalDetails } from '#libs/contracts';
import type { Circumstances, Facts } from '../aggregate.ts';
import { today } from '../days.ts';
import { allOf, isHeld, type Records } from '../retention/records.ts';
import { isDue, keepingOf } from '../retention/retention.ts';
import { keptRecord } from './named.ts';
import type { Review } from './state.ts';

/** Why records may not be erased now. */
export interface Obstacle {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;
}

export interface Kept {
  readonly record: string;
  readonly rule: string;
  readonly until: string;
}

/** How long each record was to be kept, by the rules in force; a record that no rule applies to is not among them. */
export function keptOf(records: Records, facts: Facts): Kept[] {
  const rules = facts.reference.codes('retention-rule');
  return allOf(records).flatMap((record) => {
    const keeping = keepingOf(keptRecord(facts, record).lives, rules);
    return keeping === undefined ? [] : [{ record, ...keeping }];
  });
}

/**
 * I17: a legal hold, help or a request that is open, or a rule that has not ended, but where the ground goes before the rules; and a
 * record that is one with it and would be left: a person's linked one, one that it is mixed with, or a family merged with it.
 */
export function obstacleTo(
  records: Records,
  ground: string,
  told: Circumstances,
  facts: Facts,
): Obstacle | undefined {
  return (
    heldBy(records, facts) ??
    openIn(records, facts) ??
    linked(records, facts) ??
    mixed(records, facts) ??
    keeping(records, ground, told, facts)
  );
}

export function checkMayGo(records: Records, ground: string, told: Circumstances, facts: Facts): void {
  const obstacle = obstacleTo(records, ground, told, facts);
  if (obstacle !== undefined) throw new Rejected(obstacle.code, obstacle.details);
}

function heldBy(records: Records, facts: Facts): Obstacle | undefined {
  for (const record of allOf(records)) {
    const kept = keptRecord(facts, record);
    const hold = facts.erasing.holds.find((each) => isHeld(each, record, kept));
    if (hold !== undefined) return { code: 'LEGAL_HOLD', details: { hold: hold.hold } };
  }
  return undefined;
}

function openIn(records: Records, facts: Facts): Obstacle | undefined {
  const kept = allOf(records).map((record) => keptRecord(facts, record));
  const [family] = kept.flatMap(({ openHelp }) => openHelp);
  if (family !== undefined) return { code: 'OPEN_WORK', details: { family } };
  const [request] = kept.flatMap(({ openRequests }) => openRequests);
  return request === undefined ? undefined : { code: 'OPEN_WORK', details: { request } };
}

function linked({ persons, families }: Records, facts: Facts): Obstacle | undefined {
  const [person] = persons
    .flatMap((each) => keptRecord(facts, each).tied.persons)
    .filter((each) => !persons.includes(each));
  if (person !== undefined) return { code: 'LINKED_RECORDS', details: { person } };
  const [family] = families
    .flatMap((each) => keptRecord(facts, each).tied.families)
    .filter((each) => !families.includes(each));
  return family === undefined ? undefined : { code: 'LINKED_RECORDS', details: { family } };
}

/** A key opens what is read as another's: alone it would leave what is its own, or take what is not. */
function mixed({ persons }: Records, facts: Facts): Obstacle | undefined {
  const kept = persons.map((each) => keptRecord(facts, each));
  const person = kept.flatMap((each) => each.mixed).find((each) => !persons.includes(each));
  if (person !== undefined) return { code: 'MIXED_RECORDS', details: { person } };
  return kept.some((each) => each.isMixedWithUnseen) ? { code: 'MIXED_RECORDS', details: {} } : undefined;
}

function keeping(records: Records, ground: string, told: Circumstances, facts: Facts): Obstacle | undefined {
  const { reference } = facts;
  if (reference.ownerOf('erasure-ground', ground, today(told)) === 'OVERRIDES') return undefined;
  const kept = new Map(keptOf(records, facts).map((each) => [each.record, each]));
  const record = allOf(records).find((each) => !isDue(kept.get(each), today(told)));
  return record === undefined ? undefined : { code: 'RETENTION_NOT_ENDED', details: { record } };
}

/**
 * Families and requests whose free text tells of people who are not of the erasure, or that stay while somebody whom they
 * tell of goes.
 */
export function sharedTexts(records: Records, facts: Facts): string[] {
  const { persons, families, requests } = records;
  const named = [...families, ...requests];
  const tied = [
    ...persons.flatMap((person) => {
      const { tied: of } = keptRecord(facts, person);
      return [...of.families, ...of.requests];
    }),
    ...families.flatMap((family) => keptRecord(facts, family).tied.requests),
  ];
  const staying = tied.filter((each) => !named.includes(each));
  const withOthers = named.filter((each) =>
    keptRecord(facts, each).tied.persons.some((person) => !persons.includes(person)),
  );
  return [...new Set([...withOthers, ...staying])];
}

/** Effects of what was found by which an erasure may go on. */
const CLEARING = ['GOES', 'STAYS', 'CLEARS'];

/**
 * Somebody on the form of a request that stays, of whom nobody said which record is theirs, or that there is none: it may be
 * of whom is erased, and would go on naming them (FORM_NOT_IDENTIFIED). Whom an early form names under no subject no key can
 * be destroyed of alone: `others` are how many a reader says that it tells of.
 */
export function unknownOnForm(
  records: Records,
  text: string,
  facts: Facts,
  others = Infinity,
): Obstacle | undefined {
  const code = 'FORM_NOT_IDENTIFIED';
  const form = facts.erasing.forms.get(text);
  if (form === undefined || records.persons.length === 0 || allOf(records).includes(text)) return undefined;
  const [subject] = form.unidentified;
  if (subject !== undefined) return { code, details: { record: text, subject } };
  return others < form.nameless ? { code, details: { record: text, others: form.nameless } } : undefined;
}

/** Whose text nobody has read yet, or not what was written since, or may not go: SHARED_TEXT_NOT_REVIEWED, FORM_NOT_IDENTIFIED. */
export function unreadText(
  records: Records,
  reviews: ReadonlyMap<string, Review>,
  told: Circumstances,
  facts: Facts,
): Obstacle | undefined {
  const { reference } = facts;
  const clears = (text: string): boolean => {
    const { outcome, position = Infinity } = reviews.get(text) ?? {};
    const wasRead = position >= (facts.erasing.texts.get(text) ?? -1);
    const owner = outcome && reference.ownerOf('shared-text-outcome', outcome, today(told));
    return wasRead && CLEARING.some((each) => each === owner);
  };
  const texts = sharedTexts(records, facts);
  const record = texts.find((text) => !clears(text));
  if (record !== undefined) return { code: 'SHARED_TEXT_NOT_REVIEWED', details: { record } };
  return texts.map((text) => unknownOnForm(records, text, facts)).find((each) => each !== undefined);
}
