import { Rejected } from '#libs/contracts';
import type { DecideDisclosure, DisclosureEvent, OverrideDisclosure } from '#libs/contracts';
import type { Circumstances, Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale, isBlank, present } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeOrganisation, activeWorker, checkTwoPeople } from '../eligibility.ts';
import { agreementRuleOf, checkManager } from '../without-agreement.ts';
import { checkNotBarred } from './bars.ts';
import { isDecided, type DisclosureState, type Sharing } from './state.ts';

interface Weighed {
  readonly decision: string;
  readonly basis: string;
  readonly reason: string;
  readonly detrimentReason?: string;
}

export function decideDisclosure(
  told: Told<DecideDisclosure>,
  state: DisclosureState,
  facts: Facts,
): DisclosureEvent[] {
  const { disclosure, ...decided } = told.data;
  if (disclosure !== undefined && state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (isDecided(state)) throw new Rejected('DISCLOSURE_DECIDED');
  if (state.status === 'REQUESTED') checkAsAsked(decided, state);
  checkSharing(told, decided, facts);
  activeWorker(facts, decided.decidedBy, dayOf(told));
  const needsAgreement = checkWeighed(told, { ...decided, sharing: decided, isOverride: false }, facts);
  return [{ type: 'DisclosureDecided', data: { ...decided, needsAgreement } }];
}

/** I11: a manager other than whoever decided; a bar is lifted by nobody here. */
export function overrideDisclosure(
  told: Told<OverrideDisclosure>,
  state: DisclosureState,
  facts: Facts,
): DisclosureEvent[] {
  const { disclosure, ...decided } = told.data;
  if (!isDecided(state)) throw new Rejected(state.status === 'NONE' ? 'NOT_FOUND' : 'DISCLOSURE_UNDECIDED');
  if (state.status === 'DISCLOSED') throw new Rejected('DISCLOSED_ALREADY');
  const { family, persons, classes } = state;
  checkManager(told, decided.manager, facts);
  checkTwoPeople(facts, decided.manager, state.decidedBy);
  const needsAgreement = checkWeighed(told, { ...decided, sharing: state, isOverride: true }, facts);
  const sharing = { family, persons: [...persons], ...recipientOf(state), classes: [...classes] };
  return [{ type: 'DisclosureOverridden', data: { ...sharing, ...decided, needsAgreement } }];
}

/** Someone is to be told of people who are there: an agency or a person, and not both. */
export function checkSharing(told: Circumstances, sharing: Sharing, facts: Facts): void {
  const { family, persons, recipientAgency, recipientPerson, classes } = sharing;
  if ((recipientAgency === undefined) === (recipientPerson === undefined))
    throw new Rejected('REQUIRED', { field: 'recipientAgency' });
  checkBegun(facts, family, ...[...persons, recipientPerson].map((each) => each && `person-${each}`));
  checkDistinct(persons, 'persons');
  checkDistinct(classes, 'classes');
  if (recipientAgency !== undefined) activeOrganisation(facts, recipientAgency, dayOf(told));
}

/**
 * The basis bears the decision: I2, told without agreement only where the basis holds without it, or a manager decides;
 * and a duty to tell is lifted only by greater detriment to the child, which is said (Children Act 2004, section 16LA).
 * Answers whether the decision holds only as long as those it is about agree.
 */
function checkWeighed(
  told: Circumstances,
  { sharing, isOverride, ...weighed }: Weighed & { sharing: Sharing; isOverride: boolean },
  facts: Facts,
): boolean {
  const { decision, basis, reason, detrimentReason } = weighed;
  checkRationale(reason, 'reason');
  const rule = agreementRuleOf(basis, told, facts);
  if (decision !== 'DISCLOSE') {
    if (rule === 'DUTY' && isBlank(detrimentReason))
      throw new Rejected('RATIONALE_REQUIRED', { field: 'detrimentReason' });
    return false;
  }
  checkNotBarred(sharing, facts);
  const needsAgreement = rule === 'RESTS_ON_IT' || (rule === 'SEEKS_IT' && !isOverride);
  if (needsAgreement) checkAgreed(sharing, facts);
  return needsAgreement;
}

/** I2: everybody it is about agrees, and the agency is one of those that may be told. */
export function checkAgreed({ persons, recipientAgency }: Sharing, facts: Facts): void {
  for (const person of persons) {
    const { isLive = false, agencies = [] } = facts.agreements.get(person) ?? {};
    if (!isLive || (recipientAgency !== undefined && !agencies.includes(recipientAgency)))
      throw new Rejected('NO_AGREEMENT', { person });
  }
}

/** What was asked for is decided on: for the same recipient, about the same people, and no other. */
function checkAsAsked(decided: Sharing, asked: Sharing): void {
  const isSame =
    decided.family === asked.family &&
    decided.recipientAgency === asked.recipientAgency &&
    decided.recipientPerson === asked.recipientPerson;
  if (!isSame) throw new Rejected('OTHER_RECIPIENT');
  const stray = decided.persons.find((person) => !asked.persons.includes(person));
  if (stray !== undefined) throw new Rejected('NOT_ASKED_ABOUT', { person: stray });
}

/** The members of a decision that an event leaves out where they are not there. */
export const recipientOf = ({ recipientAgency, recipientPerson }: Sharing) =>
  present({ recipientAgency, recipientPerson });
