import type { Life } from './agenda.ts';
import { familyViews, nextSupport } from './matters.ts';
import type { Child } from './people.ts';
import type { Worker } from './staff.ts';
import { acting, focusOf, later, namesOf, progress, sentence, type Help, type Story } from './story.ts';
import { indicatorsOf } from './levels.ts';
import { gatherHistory, happening } from './happenings.ts';

const DAY_MS = 86_400_000;
/** In which share of episodes the services around the family are asked what happened before. */
const HISTORY = 0.65;

/** Triage outcomes that open an episode, and the types of agency that then hold it. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  FFA_ALLOCATE_KEYWORKER: ['EARLY_HELP', 'FAMILY_SUPPORT', 'SCHOOL', 'HEALTH_VISITING', 'FAMILY_CENTRE'],
  IFST: ['FAMILY_SUPPORT'],
  FAMILY_CENTRE: ['FAMILY_CENTRE'],
  SFYP: ['YOUTH_SERVICE'],
  LSP: ['SCHOOL'],
};

export interface Decision {
  /** `request-…` */
  readonly request: string;
  readonly outcome: string;
}

export function opensHelp(outcome: string): boolean {
  return Object.hasOwn(HOLDERS, outcome);
}

/** An episode of help from its opening to its end, or until it was taken up again and ended for good. */
export function* help(story: Story, decision: Decision): Life {
  const { chance, town } = story;
  const opened = yield* open(story, decision);
  if (chance.happens(HISTORY)) yield* gatherHistory(opened);
  yield* work(opened, chance.logNormal(135, 0.5));
  yield* close(opened);
  if (!chance.happens(0.07)) return;
  yield* reopen(opened);
  yield* work(opened, chance.logNormal(60, 0.4));
  yield* close(opened);
  town.open.delete(opened);
}

/** The manager names agency and keyworker; the panel's level goes with each child. */
function* open(story: Story, { request, outcome }: Decision): Generator<number, Help, undefined> {
  const { chance, desk, district, family, household } = story;
  yield later(story, [1, 8]);
  const keyworker = keyworkerOf(HOLDERS[outcome] ?? [], story);
  const isIntensive = outcome === 'IFST' || chance.happens(0.25);
  const helped = household.children.filter((child) => child === focusOf(story) || chance.happens(0.88));
  const levels = new Map(helped.map((child) => [child, firstLevel(child, story, isIntensive)]));
  const children = [...levels].map(([child, level]) => ({
    child: child.id,
    level,
    indicators: indicatorsOf(level, story),
    rationale: rationaleAtFirst(child, level, story),
  }));
  const owner = { agency: keyworker.agency.id, keyworker: keyworker.id, familyAgreed: true };
  const what = { family, children, route: 'REQUEST', district: district.code, request };
  const by = acting(district.manager);
  const opened = desk.send('OpenEpisode', { ...what, ...owner, decidedBy: district.chair.id }, by);
  const isEasing = chance.happens(0.72);
  const { agency } = keyworker;
  const open: Help = { story, opened, levels, isEasing, agency, keyworker, since: story.at };
  story.town.open.add(open);
  return open;
}

function firstLevel(child: Child, story: Story, isIntensive: boolean): string {
  if (child === focusOf(story)) return isIntensive ? 'L3' : 'L2';
  return story.chance.weighted([
    [30, 'L1'],
    [isIntensive ? 45 : 65, 'L2'],
    [isIntensive ? 25 : 5, 'L3'],
  ]);
}

const AT_FIRST: Readonly<Record<string, string>> = {
  L1: 'Doing well; included so that the plan is for the whole family.',
  L2: 'One service can lead, with others around the family.',
  L3: 'Several needs at once, so several services work to one plan.',
};

function rationaleAtFirst(child: Child, level: string, story: Story): string {
  const why = AT_FIRST[level] ?? '';
  return child === focusOf(story) ? `${sentence(story, story.matter.worrying)} ${why}` : why;
}

/** Somebody of one of these types of agency in the district who can be keyworker now. */
export function keyworkerOf(types: readonly string[], { district, chance }: Story): Worker {
  const [first, ...others] = district.keyworkers.filter(({ agency }) => types.includes(agency.type));
  return chance.pick(first === undefined ? district.keyworkers : [first, ...others]);
}

/** What happens from week to week, for about so many days. */
function* work(open: Help, days: number): Life {
  const { story } = open;
  const end = story.at + days * DAY_MS;
  const every = Math.min(60, Math.max(5, 52 / story.activity));
  for (;;) {
    yield later(story, [Math.round(0.6 * every), Math.round(1.4 * every)]);
    if (story.at > end || open.takenOver !== undefined) return;
    yield* happening(open);
  }
}

function* close(open: Help): Generator<number, void, undefined> {
  const { story, levels } = open;
  const { chance, desk, district, matter, town } = story;
  yield later(story, [2, 12]);
  const outcomes = [...levels.keys()].map((child) => ({
    child: child.id,
    outcome: progress(story, open.isEasing, child),
    bees: chance.happens(0.6) ? [matter.bee, 'BEE.RES'] : [matter.bee],
  }));
  const data = {
    ...namesOf(open),
    reason: reasonToClose(open),
    outcomes,
    ...(chance.happens(0.7) && { familyView: chance.pick(familyViews) }),
    ...(chance.happens(0.6) && { nextSupport: sentence(story, nextSupport) }),
  };
  town.open.delete(open);
  desk.send('CloseEpisode', data, acting(district.manager));
}

function reasonToClose({ isEasing, takenOver, story: { chance } }: Help): string {
  if (takenOver !== undefined) return takenOver;
  if (isEasing)
    return chance.weighted([
      [76, 'OUTCOMES_MET'],
      [24, 'NEEDS_MET_SINGLE_AGENCY'],
    ]);
  return chance.weighted([
    [32, 'AGREEMENT_WITHDRAWN'],
    [33, 'DISENGAGED_NEEDS_UNMET'],
    [18, 'MOVED_OUT_TRANSFERRED'],
    [4, 'MOVED_OUT_NO_TRANSFER'],
    [13, 'NEEDS_MET_SINGLE_AGENCY'],
  ]);
}

function* reopen(open: Help): Generator<number, void, undefined> {
  const { story } = open;
  const { chance, desk, district, town } = story;
  yield later(story, [4, 40]);
  const keyworker = keyworkerOf([open.keyworker.agency.type], story);
  const reason = chance.pick(['NEEDS_RETURNED', 'FAMILY_ASKED', 'NEW_INFORMATION']);
  const owner = { agency: keyworker.agency.id, keyworker: keyworker.id, familyAgreed: true };
  Object.assign(open, { keyworker, agency: keyworker.agency, since: story.at, takenOver: undefined });
  town.open.add(open);
  desk.send('ReopenEpisode', { ...namesOf(open), reason, ...owner }, acting(district.manager));
}
