import type { DecideItem } from '#libs/contracts';
import { openingOf } from '#libs/domain';
import { PANEL_ALLOCATION } from '../../process-managers/panel-allocation.ts';
import { MOST_EVIDENCE, PANEL_AGENDA } from '../../process-managers/panel-agenda.ts';
import { stepIn } from '../../process-managers/panels.ts';
import type { Errand } from '../agenda.ts';
import { decisionOf, keyworkerOf } from '../requests/allocation.ts';
import type { RequestMade } from '../requests/asking.ts';
import { within } from '../calendar.ts';
import { quiet, type PanelDecision, type PanelRequest, type PanelAnswer } from './panels.ts';
import { nextPanel, table, type Sending } from './sitting.ts';
import type { Worker } from '../people/staff.ts';
import { acting, later, today, type Help, type Story } from '../story.ts';

/** What became of a request: the outcome, and the help that opened. */
export interface Came {
  readonly outcome: string;
  readonly help?: Help;
}

type Coming<T> = Generator<number | Errand, T, undefined>;

const DEFERRED = 0.07;
const WITHDRAWN = 0.02;
const DECLINED = 0.05;

/** From triage to what the panel decided, and to help; undefined where the family withdraws its request before. */
export function* toPanel(story: Story, asked: RequestMade): Coming<Came | undefined> {
  const item = yield* onAgenda(story, asked, { why: story.chance.pick(TO_PANEL), say: saying(story) });
  if (story.chance.happens(WITHDRAWN) && (yield* withdraw(story, item))) return undefined;
  return yield* decided(story, item);
}

/** Triage leaves the decision to the panel of the district, on whose agenda the request comes. */
export function* onAgenda(
  story: Story,
  { request, told }: RequestMade,
  { why: rationale, say }: { why: string; say: (item: PanelRequest) => PanelAnswer },
): Coming<PanelRequest> {
  const { desk, district, town } = story;
  const panel = yield* nextPanel(town.panels, district, today(story));
  const triaged = { request, outcome: 'PANEL', rationale, decidedBy: district.coordinator.id };
  const sent = desk.send('TriageRequest', triaged, acting(district.coordinator));
  told.push(sent);
  yield desk.settled;
  const evidence = () => told.flatMap(({ positions }) => positions).slice(-MOST_EVIDENCE);
  const item: PanelRequest = { request, evidence, say: () => say(item) };
  yield* table(item, panel, sent.cause(request, 1));
  return item;
}

const TO_PANEL = [
  'Several services should hear of this together: to the next panel of the district.',
  'More than one agency may be needed, so the panel decides with all of them in the room.',
  'The family agrees that the panel looks at what could help.',
] as const;

/** What the panel says: now and then first that it must hear more. */
function saying(story: Story): (item: PanelRequest) => PanelAnswer {
  return ({ said }) =>
    said === undefined && story.chance.happens(DEFERRED)
      ? { needed: story.chance.pick(NEEDED) }
      : { decision: decisionOf(story) };
}

const NEEDED: readonly [string[], ...string[][]] = [
  ['What the school sees, and since when'],
  ['The last contact of the health visitor', 'What the family thinks of the plan'],
  ['Whether the other parent was asked'],
];

/** The family changes its mind before the panel sits, and the request leaves the agenda. */
function* withdraw(story: Story, { request, sitting }: PanelRequest): Coming<boolean> {
  const { chance, desk, district } = story;
  yield later(story, [1, 3]);
  if (sitting === undefined || today(story) >= sitting.day) return false;
  const reason = chance.pick(['FAMILY_DECLINED', 'NEEDS_MET', 'MOVED_AWAY']);
  const sent = desk.send('WithdrawRequest', { request, reason }, acting(district.coordinator));
  yield desk.settled;
  const { panel, items } = sitting;
  yield quiet(sitting);
  const leaves = { type: 'WithdrawItem', data: { panel, item: request } } as const;
  sitting.desk.follow(PANEL_AGENDA, sent.cause(request), stepIn(panel, request, leaves));
  yield sitting.desk.settled;
  items.splice(
    items.findIndex((each) => each.request === request),
    1,
  );
  return true;
}

/** From panel to panel until it is decided and, where help is allocated, an agency has taken it on. */
function* decided(story: Story, item: PanelRequest): Coming<Came> {
  for (;;) {
    const decision = yield* heard(story, item);
    if (decision.agency === undefined) return { outcome: decision.outcome };
    yield later(story, [1, 5]);
    if (!story.chance.happens(DECLINED)) return yield* takenOn(story, item, decision);
    yield* declined(story, item, decision);
  }
}

function* heard(story: Story, item: PanelRequest): Coming<PanelDecision> {
  for (;;) {
    const { day = today(story) } = item.sitting ?? {};
    const afternoon = within(day, [14, 16], story.chance);
    yield (story.at = Math.max(afternoon, story.at + HALF_AN_HOUR));
    if (item.said !== undefined && 'decision' in item.said && item.sitting?.day === day)
      return item.said.decision;
  }
}

const HALF_AN_HOUR = 1_800_000;

/** Nobody is free: the next panel looks for another agency. */
function* declined(story: Story, item: PanelRequest, { agency = '' }: PanelDecision): Sending {
  const { sitting, request } = item;
  if (sitting === undefined) return;
  const { desk, panel, district } = sitting;
  yield quiet(sitting);
  const next = yield* nextPanel(story.town.panels, district, today(story));
  const reason = 'Nobody of ours is free before the holidays, and the family should not wait that long.';
  const answer = { panel, item: request, agency, reason };
  const sent = desk.send('DeclineAllocation', answer, acting(district.manager));
  yield desk.settled;
  yield* table(item, next, sent.cause(panel));
}

function* takenOn(story: Story, item: PanelRequest, decision: PanelDecision): Coming<Came> {
  return { outcome: decision.outcome, help: yield* takeOn(story, item, decision) };
}

/** The agency takes the family on, and with that help opens. */
export function* takeOn(
  story: Story,
  { request: item, sitting }: PanelRequest,
  decision: PanelDecision,
): Coming<Help> {
  const { chance, desk, district, family, town } = story;
  if (sitting === undefined) throw new TypeError('an item that was decided is on an agenda');
  const { panel } = sitting;
  const keyworker = leadOf(story, decision);
  const taken = { item, agency: keyworker.agency.id, keyworker: keyworker.id, familyAgreed: true };
  yield quiet(sitting);
  const accepted = sitting.desk.send('AcceptAllocation', { panel, ...taken }, acting(district.manager));
  yield sitting.desk.settled;
  const opening = openingOf(taken, { ...decision, decidedBy: district.chair.id });
  const data = { ...opening, family, district: district.code };
  const opens = stepIn(family, 'open', { type: 'OpenEpisode', data });
  const opened = desk.follow(PANEL_ALLOCATION, accepted.cause(panel), opens);
  yield desk.settled;
  const help: Help = {
    story,
    opened,
    levels: levelsOf(story, decision.children),
    judged: story.at,
    isEasing: chance.happens(0.72),
    agency: keyworker.agency,
    keyworker,
    since: story.at,
    from: story.at,
  };
  town.open.add(help);
  return help;
}

/** The keyworker whom the panel named or, where that one has left meanwhile, a colleague. */
function leadOf(story: Story, { agency, keyworker }: PanelDecision): Worker {
  const ofAgency = story.district.keyworkers.filter((each) => each.agency.id === agency);
  const [first] = ofAgency;
  const named = ofAgency.find(({ id }) => id === keyworker) ?? first;
  return named ?? keyworkerOf([], story);
}

function levelsOf({ household }: Story, decided: DecideItem['children'] = []): Help['levels'] {
  return new Map(
    household.children.flatMap((child) => {
      const level = decided.find((each) => each.child === child.id)?.level;
      return level === undefined ? [] : [[child, level] as const];
    }),
  );
}
