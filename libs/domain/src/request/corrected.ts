import { Rejected } from '#libs/contracts';
import type { Clear, EventOf, RequestEvent } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { refuseFirst } from '../checks.ts';
import { stood, type CorrectedFact } from '../correction/stood.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { storedNumber } from '../numbers.ts';
import { checkChild, districtFrom } from './contact.ts';
import { formFaults, stored } from './form.ts';
import { waitsFor } from './outcomes.ts';
import type { RequestState } from './state.ts';

/**
 * A corrected contact or form must be one that could have come in, its numbers in their one form and its district that of
 * its place: I3, I4, I5, I15. What was triaged goes to no panel by a correction, nor comes back from one.
 */
export function corrected(event: RequestEvent, around: Around, facts: Facts): RequestEvent {
  if (event.type === 'RequestTriaged') checkTriage(event.data, { around, facts });
  if (event.type === 'AgencyInformationRequested') checkDue(event.data, around);
  if (event.type === 'RequestReceived') return { ...event, data: correctedForm(event.data, around, facts) };
  if (event.type === 'ContactReceived') {
    event.data.children.forEach((child, at) => checkChild(around, child, `children.${at}.`));
    return { ...event, data: placed(event.data, around, facts) };
  }
  if (event.type !== 'AdviceSought') return event;
  const upn = storedNumber('upn', event.data.upn);
  return { ...event, data: placed({ ...event.data, upn }, around, facts) };
}

/** Only a worker whom the correction names is looked up. */
function checkTriage({ outcome, decidedBy }: EventOf<'RequestTriaged'>['data'], known: CorrectedFact): void {
  const { around, facts } = known;
  if (facts.workers.has(decidedBy)) activeWorker(facts, decidedBy, dayOf(around));
  const { outcome: before = outcome } = stood(known);
  if (before === outcome) return;
  const isForPanel = (each: unknown): boolean =>
    typeof each === 'string' && waitsFor({ outcome: each, on: dayOf(around) }, facts.reference) === 'PANEL';
  if (isForPanel(outcome)) throw new Rejected('REQUEST_NOT_AT_PANEL');
  if (isForPanel(before)) throw new Rejected('REQUEST_AT_PANEL');
}

type Form = EventOf<'RequestReceived'>['data'];

function correctedForm(form: Form, around: Around, facts: Facts): Form {
  refuseFirst(formFaults({ ...around, data: form }, facts));
  return placed({ ...form, children: form.children.map(stored) }, around, facts);
}

function placed<D extends { readonly gss: string }>(data: D, around: Around, facts: Facts): D {
  return { ...data, district: districtFrom(data.gss, around, facts) };
}

function checkDue({ due }: { readonly due: string }, around: Around): void {
  checkDate(due, 'due');
  checkOrder(dayOf(around), due, 'due');
}

/**
 * A request that is wrong from the start, about another child, is voided whole. What came of it is undone first: help that
 * was opened, what a panel has before it or decided, and a concern that nobody passed on.
 */
export function checkVoided(state: RequestState, stream: string, facts: Facts): void {
  const { state: atPanel = 'WITHDRAWN' } = facts.panelItems.get(stream) ?? {};
  if (facts.ledToHelp) throw new Rejected('REQUEST_LED_TO_HELP');
  if (atPanel !== 'WITHDRAWN' || state.status === 'AT_PANEL') throw new Rejected('REQUEST_BEFORE_PANEL');
  if (state.status !== 'NONE' && state.hasConcern) throw new Rejected('CONCERN_NOT_PASSED');
}

type Fact = Past<Clear.RequestEvent>;

const AFTER_REOPENING: ReadonlySet<Fact['type']> = new Set([
  'RequestTriaged',
  'RequestSentToPanel',
  'RequestWithdrawn',
]);

/** What was decided anew rests on the request's having been reopened; a panel is asked about no mere contact. */
export function relies({ type }: Fact, earlier: Fact): boolean {
  if (earlier.type === 'RequestReopened') return AFTER_REOPENING.has(type);
  return earlier.type === 'RequestReceived' && type === 'RequestSentToPanel';
}
