import type { Errand } from '../agenda.ts';
import type { RequestMade } from './asking.ts';
import { askAgency, passOn, passOnDecided } from './asking-agencies.ts';
import { toPanel, type Came } from '../panels/at-panel.ts';
import { reference } from '../calendar.ts';
import type { Weighted } from '../chance.ts';
import { lookedAfter } from '../help/flags.ts';
import { acting, later, tale, type Story } from '../story.ts';
import { dayAt, heardLate, soonAfter } from '../times.ts';

type Coming<T> = Generator<number | Errand, T, undefined>;

/** Triage: acknowledged, asked about, decided by the panel or before it. Ends with what came of it; undefined if withdrawn. */
export function* triage(story: Story, asked: RequestMade): Coming<Came | undefined> {
  const { request, channel, told } = asked;
  const { chance, desk, district } = story;
  const coordinator = acting(district.coordinator);
  // Who rings is told in the call.
  if (channel !== 'PHONE') {
    yield later(story, [0, 2]);
    const how = chance.pick(['EMAIL', 'PORTAL']);
    told.push(desk.send('AcknowledgeRequest', { request, how }, coordinator));
  }
  if (yield* isWithdrawn(story, asked)) return undefined;
  yield later(story, [1, 3]);
  const isRefused = asked.agreement === 'REFUSED';
  const came =
    isRefused || chance.happens(0.13) ? decide(story, asked, isRefused) : yield* toPanel(story, asked);
  if (came !== undefined && isForChildrensServices(came, story)) yield* passOnDecided(story, asked);
  if (came !== undefined) yield* tellReferrer(story, asked, came);
  return came;
}

function isForChildrensServices({ outcome }: Came, { at }: Story): boolean {
  return reference.meaningOf('triage-outcome', outcome, dayAt(at)).waitsFor === 'CHILDRENS_SERVICES';
}

/** What comes up before triage; whether the request is withdrawn then, for good. */
function* isWithdrawn(story: Story, asked: RequestMade): Coming<boolean> {
  const { chance, desk, district } = story;
  const { request, told } = asked;
  if (chance.happens(0.2)) yield* hearAbout(story, asked);
  if (chance.happens(0.3)) yield* askAgency(story, asked);
  if (chance.happens(0.02)) yield* passOn(story, asked);
  if (!chance.happens(0.05)) return false;
  yield later(story, [1, 9]);
  const reason = chance.pick(['FAMILY_DECLINED', 'NEEDS_MET', 'REFERRER_WITHDREW', 'MOVED_AWAY']);
  told.push(desk.send('WithdrawRequest', { request, reason }, acting(district.coordinator)));
  if (!chance.happens(0.25)) return true;
  yield later(story, [5, 40]);
  const why = 'The family rang: they would like the help after all.';
  told.push(desk.send('ReopenRequest', { request, reason: why }, acting(district.coordinator)));
  return false;
}

function* hearAbout(story: Story, { request, told }: RequestMade): Coming<void> {
  const { chance, desk, district, town } = story;
  yield later(story, [1, 4]);
  const when = heardLate(story.at, town.isVeryLate(), chance);
  const data = { request, ...tale(story) };
  const sent = desk.send('ReceiveRequestInformation', data, acting(district.coordinator), when);
  told.push(sent);
  yield* lookedAfter(story, sent, request);
}

interface Outcome {
  readonly outcome: string;
  readonly why: string;
  readonly level?: string;
}

const WITHOUT_PANEL: readonly [Weighted<Outcome>, ...Weighted<Outcome>[]] = [
  [
    6,
    {
      outcome: 'ADVICE_TO_REFERRER',
      why: 'Advice was given; the service that asked can meet this with the family.',
      level: 'L1',
    },
  ],
  [
    6,
    {
      outcome: 'SIGNPOST_UNIVERSAL',
      why: 'The family was told of groups nearby and is happy to try them first.',
      level: 'L1',
    },
  ],
  [
    1,
    {
      outcome: 'TRANSFER_OUT_OF_AREA',
      why: 'The family is moving, and agreed that the request goes with them.',
    },
  ],
];
/** What needs no panel is decided by the coordinator. */
function decide(story: Story, { request, told }: RequestMade, isRefused: boolean): Came {
  const { chance, desk, district } = story;
  const { outcome, why: rationale, level } = isRefused ? NOT_AGREED : chance.weighted(WITHOUT_PANEL);
  const decidedBy = district.coordinator.id;
  const data = { request, outcome, rationale, decidedBy, ...(level !== undefined && { level }) };
  told.push(desk.send('TriageRequest', data, acting(district.coordinator)));
  return { outcome };
}

const TOLD = 0.85;

/** Whoever asked is told what came of it, mostly within two working days. */
function* tellReferrer(story: Story, { request, source, told }: RequestMade, { help }: Came): Coming<void> {
  const { chance, desk, district } = story;
  const { canBeTold = true } = reference.meaningOf('source', source, dayAt(story.at));
  if (!canBeTold || !chance.happens(TOLD)) return;
  yield later(story, [0, 2]);
  const how = chance.pick(['EMAIL', 'PHONE', 'PORTAL']);
  const content = help === undefined ? 'OUTCOME_ONLY' : 'OUTCOME_AND_AGENCY';
  told.push(desk.send('InformReferrer', { request, how, content }, acting(district.coordinator)));
  yield desk.settled;
}

const NOT_AGREED: Outcome = {
  outcome: 'NOT_AGREED_BY_FAMILY',
  why: 'The family does not want this now, knows what there is, and may ask at any time.',
};

/** A request about a family that is being helped already is joined to that work. */
export function* joinOpenWork(
  story: Story,
  { request, episode }: { request: string; episode: string },
): Generator<number, void, undefined> {
  const { chance, desk, district, family } = story;
  const coordinator = acting(district.coordinator);
  yield (story.at = soonAfter(story.at, [60, 300], chance));
  desk.send('FlagDuplicateOfOpenWork', { request, family, episode }, coordinator);
  yield later(story, [1, 3]);
  const outcome = chance.weighted([
    [75, 'ADD_TO_OPEN_FFA'],
    [25, 'DUPLICATE'],
  ]);
  const rationale = 'The family has a keyworker already, who was told the same day.';
  desk.send(
    'TriageRequest',
    { request, outcome, rationale, decidedBy: district.coordinator.id },
    coordinator,
  );
}
