import type { Weighted } from './chance.ts';
import type { Asked } from './asking.ts';
import { acting, later, tale, type Story } from './story.ts';
import { heardLate, nextPanel, soonAfter } from './times.ts';

/** Triage: acknowledged, asked about, decided at the panel or before it. Ends with the outcome; undefined if withdrawn. */
export function* triage(story: Story, asked: Asked): Generator<number, string | undefined, undefined> {
  const { request, channel } = asked;
  const { chance, desk, district } = story;
  const coordinator = acting(district.coordinator);
  // Who rings is told in the call.
  if (channel !== 'PHONE') {
    yield later(story, [0, 2]);
    desk.send('AcknowledgeRequest', { request, how: chance.pick(['EMAIL', 'PORTAL']) }, coordinator);
  }
  if (chance.happens(0.2)) yield* hearAbout(story, request);
  if (chance.happens(0.05)) {
    yield later(story, [1, 9]);
    const reason = chance.pick(['FAMILY_DECLINED', 'NEEDS_MET', 'REFERRER_WITHDREW', 'MOVED_AWAY']);
    desk.send('WithdrawRequest', { request, reason }, coordinator);
    return undefined;
  }
  if (chance.happens(0.07)) yield* defer(story, request);
  return yield* decide(story, asked);
}

function* hearAbout(story: Story, request: string): Generator<number, void, undefined> {
  const { chance, desk, district, town } = story;
  yield later(story, [1, 4]);
  const when = heardLate(story.at, town.isVeryLate(), chance);
  desk.send('ReceiveRequestInformation', { request, ...tale(story) }, acting(district.coordinator), when);
}

function* defer(story: Story, request: string): Generator<number, void, undefined> {
  const { desk, district } = story;
  yield (story.at = nextPanel(story.at, district.panelDay, story.chance));
  const rationale = 'The panel would like to hear from school and health before it decides.';
  const data = { request, outcome: 'DEFER_INFO_NEEDED', rationale, decidedBy: district.chair.id };
  desk.send('TriageRequest', data, acting(district.chair));
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
const AT_PANEL: readonly [Weighted<Outcome>, ...Weighted<Outcome>[]] = [
  [
    41,
    {
      outcome: 'FFA_ALLOCATE_KEYWORKER',
      why: 'Several needs that belong together: a keyworker and an assessment with the whole family.',
      level: 'L2',
    },
  ],
  [
    13,
    {
      outcome: 'IFST',
      why: 'Needs in several areas; weekly visits at home are what the family asked for.',
      level: 'L3',
    },
  ],
  [
    9,
    {
      outcome: 'FAMILY_CENTRE',
      why: 'The family centre can lead, and is where the family already goes.',
      level: 'L2',
    },
  ],
  [
    6,
    {
      outcome: 'SFYP',
      why: 'The young person would like a youth worker, and knows one already.',
      level: 'L2',
    },
  ],
  [4, { outcome: 'LSP', why: 'School can lead with what its partnership offers.', level: 'L2' }],
  [5, { outcome: 'SINGLE_AGENCY', why: 'One service can meet this need.', level: 'L2' }],
  [
    4,
    { outcome: 'DSPL_SEND', why: 'The specialist teachers will advise while the family waits.', level: 'L2' },
  ],
  [
    4,
    {
      outcome: 'PARENTING_PROGRAMME',
      why: 'A place on the next course was offered and accepted.',
      level: 'L2',
    },
  ],
  [
    2,
    {
      outcome: 'STEP_UP_CHILDRENS_SERVICES',
      why: 'Several serious worries together: passed to children\u2019s services the same day, and the family was told.',
      level: 'L4',
    },
  ],
];

function* decide(story: Story, { request, agreement }: Asked): Generator<number, string, undefined> {
  const { chance, desk, district } = story;
  const isRefused = agreement === 'REFUSED';
  const before = isRefused || chance.happens(0.13);
  if (before) yield later(story, [1, 3]);
  else yield (story.at = nextPanel(story.at, district.panelDay, chance));
  const decided = isRefused ? NOT_AGREED : chance.weighted(before ? WITHOUT_PANEL : AT_PANEL);
  const by = before ? district.coordinator : district.chair;
  const { outcome, why: rationale, level } = decided;
  const data = { request, outcome, rationale, decidedBy: by.id, ...(level !== undefined && { level }) };
  desk.send('TriageRequest', data, acting(by));
  return outcome;
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
