import { Rejected } from '#libs/contracts';
import type { DecideItem, PanelEvent, ReviewDecision } from '#libs/contracts';
import type { Facts, RequestFact, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, checkSaid, present } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeOrganisation, checkKeyworker, livingPerson } from '../eligibility.ts';
import { checkBeginsBelow } from '../family/levels.ts';
import { decides } from '../request/outcomes.ts';
import { isRequest, requestAtPanel } from './agenda.ts';
import {
  lackingOf,
  openPanel,
  standingItem,
  type TabledItem,
  type PanelState,
  type ScheduledPanel,
} from './state.ts';

type Decision = Omit<DecideItem, 'panel' | 'item'>;

const ALLOCATES = 'FFA_ALLOCATE_KEYWORKER';

/**
 * Decided once. Of two who decide on an item at the same moment the stream keeps the first. A withdrawal of the request
 * is of another stream: on one node the door holds the request while the panel decides; a withdrawal on another node at
 * the same moment is found by detection (`panel-allocation`): nothing is offered, and a flag is raised.
 */
export function decideItem(told: Told<DecideItem>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel: _, item, ...decision } = told.data;
  const panel = quorate(state);
  const tabled = standingItem(panel, item);
  if (tabled.decision !== undefined) throw new Rejected('ITEM_DECIDED');
  const family = checkDecision(told, { panel, item, tabled, decision }, facts);
  return [{ type: 'ItemDecided', data: { item, ...present({ family }), ...decision } }];
}

/** A second decision of the same panel, with the reason why it stands in place of the first. */
export function reviewDecision(told: Told<ReviewDecision>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel: _, item, reason, ...decision } = told.data;
  const panel = quorate(state);
  const tabled = standingItem(panel, item);
  const earlier = tabled.decision;
  if (earlier === undefined) throw new Rejected('ITEM_UNDECIDED');
  if (tabled.allocation === 'ACCEPTED') throw new Rejected('ALLOCATION_ANSWERED');
  checkSaid(reason, 'reason');
  const family = checkDecision(told, { panel, item, tabled, decision }, facts);
  const supersedes = earlier.revision;
  return [
    { type: 'DecisionReviewed', data: { item, ...present({ family }), ...decision, supersedes, reason } },
  ];
}

function quorate(state: PanelState): ScheduledPanel {
  const panel = openPanel(state);
  if (panel.status !== 'QUORATE') throw new Rejected('NOT_QUORATE');
  return panel;
}

interface Deciding {
  readonly panel: ScheduledPanel;
  readonly item: string;
  readonly tabled: TabledItem;
  readonly decision: Decision;
}

/** What every decision must be; answers the family it is about, where there is one. */
function checkDecision(told: Told<unknown>, deciding: Deciding, facts: Facts): string | undefined {
  const { item, tabled, decision } = deciding;
  checkNotPutOff(told.stream, deciding, facts);
  const family =
    (isRequest(item) ? sentHere(told.stream, deciding, facts).family : undefined) ?? tabled.family;
  if (!decides({ outcome: decision.outcome, on: dayOf(told) }, facts.reference))
    throw new Rejected('NOT_A_DECISION', { field: 'outcome' });
  checkRationale(decision.rationale, 'rationale');
  const conflicted = conflictedAbout(deciding, facts);
  checkDeciders(deciding, conflicted);
  checkEnoughWithout(deciding, conflicted, facts);
  checkChildren(told, decision, facts);
  checkAllocation(told, decision, facts);
  if (isRequest(item)) checkHelpBeginsBelow(decision);
  if (decision.agency !== undefined && family === undefined) throw new Rejected('FAMILY_NOT_REGISTERED');
  return family;
}

/** What was put off and stands on another panel's agenda by now is that panel's to decide: ITEM_TABLED_ELSEWHERE. */
function checkNotPutOff(stream: string, { item, tabled }: Deciding, { panelItems }: Facts): void {
  const standing = tabled.state === 'DEFERRED' ? panelItems.get(item) : undefined;
  if (standing?.state !== 'TABLED' || standing.panel === stream) return;
  if (standing.sending === (tabled.sending ?? null))
    throw new Rejected('ITEM_TABLED_ELSEWHERE', { panel: standing.panel });
}

/** The request, where the item is of its last sending: one that was redirected is another panel's. */
function sentHere(stream: string, { item, tabled }: Deciding, facts: Facts): RequestFact {
  const request = requestAtPanel(stream, item, facts);
  const { sending, revision } = request;
  if (sending !== tabled.sending) throw new Rejected('ITEM_WITHDRAWN', { revision });
  return request;
}

/** Whoever declared an interest before one panel has it before the next, where the item was put off or sent on. */
function conflictedAbout({ item, tabled }: Deciding, { panelItems }: Facts): ReadonlySet<string> {
  return new Set([...tabled.conflicted, ...(panelItems.get(item)?.conflicted ?? [])]);
}

/** Who decides, and who dissents, is there and has no interest in the family. */
function checkDeciders({ panel, decision }: Deciding, conflicted: ReadonlySet<string>): void {
  const dissenters = (decision.dissent ?? []).map(({ member }) => member);
  checkDistinct(dissenters, 'dissent');
  for (const member of [decision.decidedBy, ...dissenters]) {
    if (panel.members.get(member)?.standing !== 'ATTENDED') throw new Rejected('NOT_PRESENT', { member });
    if (conflicted.has(member)) throw new Rejected('CONFLICT_OF_INTEREST', { member });
  }
  decision.dissent?.forEach(({ reason }, at) => checkSaid(reason, `dissent.${at}.reason`));
}

/** Whoever has an interest leaves for the item: those who stay must be enough to decide on it. */
function checkEnoughWithout(
  { panel }: Deciding,
  conflicted: ReadonlySet<string>,
  { reference }: Facts,
): void {
  const rule = reference.quorumOf(panel.quorumRule, panel.date);
  if (conflicted.size === 0 || rule === undefined) return;
  const lacking = lackingOf(panel, rule, conflicted);
  if (lacking.length > 0) throw new Rejected('NOT_QUORATE', { lacking: lacking.join(', ') });
}

/** I13: a level is of the scheme in use, and so is each sign of it. */
function checkChildren(told: Told<unknown>, { children = [] }: Decision, facts: Facts): void {
  checkDistinct(
    children.map(({ child }) => child),
    'children',
  );
  for (const { child } of children) livingPerson(facts, child, dayOf(told));
  checkScheme(told, children, facts);
}

/** Each sign is said once, and is of the level it is said for: DUPLICATE_VALUE, SCHEME_MISMATCH. */
export function checkScheme(
  said: Pick<Told<unknown>, 'occurredAt' | 'recordedAt'>,
  children: Decision['children'] = [],
  { reference }: Facts,
): void {
  children.forEach(({ level, indicators }, at) => {
    checkDistinct(indicators, `children.${at}.indicators`);
    for (const indicator of indicators)
      if (reference.ownerOf('indicator', indicator, dayOf(said)) !== level)
        throw new Rejected('SCHEME_MISMATCH', { indicator, level });
  });
}

/** What is allocated opens as help that begins. */
function checkHelpBeginsBelow({ agency, children = [] }: Decision): void {
  if (agency !== undefined) for (const child of children) checkBeginsBelow(child);
}

/** Help is allocated to an active agency, for children with a level each, to a keyworker of it where one is named. */
function checkAllocation(told: Told<unknown>, decision: Decision, facts: Facts): void {
  const { outcome, agency, keyworker, children = [] } = decision;
  if (agency === undefined) {
    if (outcome === ALLOCATES || keyworker !== undefined) throw new Rejected('REQUIRED', { field: 'agency' });
    return;
  }
  if (children.length === 0) throw new Rejected('REQUIRED', { field: 'children' });
  activeOrganisation(facts, agency, dayOf(told));
  if (keyworker !== undefined) checkKeyworker(facts, agency, keyworker, dayOf(told));
}
