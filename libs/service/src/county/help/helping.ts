import type { Life } from '../agenda.ts';
import { familyViews, nextSupport } from '../matters/matters.ts';
import { acknowledgeDrift } from './oversight.ts';
import { keyworkerOf } from '../requests/allocation.ts';
import { acting, isYoungEnough, later, namesOf, progress, sentence, type Help } from '../story.ts';
import { gatherHistory } from '../requests/gathering.ts';
import { happening } from './happenings.ts';

const DAY_MS = 86_400_000;
/** In which share of episodes the services around the family are asked what happened before. */
const HISTORY = 0.8;
/** Days between the things that come up: at most, at least, and in the middle family. */
const PACE = [60, 5, 46] as const;
const PACE_OF_LONG = [45, 0.4, 1] as const;
/** For how many days a family is helped, in the middle. */
const LENGTH = { else: 135, long: 230 };
/** The share of episodes that go on for a year and more. */
const DRIFTING = 0.04;

/** An episode of help that has opened, to its end, or until it was taken up again and ended for good. */
export function* help(opened: Help): Life {
  const { chance, town } = opened.story;
  if (chance.happens(HISTORY)) yield* gatherHistory(opened);
  const isDrifting = chance.happens(DRIFTING);
  yield* work(opened, chance.logNormal(LENGTH[town.isLong ? 'long' : 'else'], 0.5) + (isDrifting ? 330 : 0));
  yield* close(opened);
  if (!chance.happens(0.07) || !mayBeTakenUp(opened)) return;
  yield* reopen(opened);
  yield* work(opened, chance.logNormal(60, 0.4));
  yield* close(opened);
}

/** What happens from week to week, for about so many days. */
function* work(open: Help, days: number): Life {
  const { story } = open;
  const end = story.at + days * DAY_MS;
  const [most, least, middle] = story.town.isLong ? PACE_OF_LONG : PACE;
  const every = Math.min(most, Math.max(least, middle / story.activity));
  for (;;) {
    yield later(story, [Math.round(0.6 * every), Math.round(1.4 * every)]);
    if (story.at > end || open.takenOver !== undefined) return;
    yield* acknowledgeDrift(open);
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

/** Where children's services lead from now on help is not taken up again. */
function mayBeTakenUp({ story, levels, takenOver }: Help): boolean {
  return takenOver === undefined && [...levels.keys()].some((child) => isYoungEnough(child, story));
}

function* reopen(open: Help): Generator<number, void, undefined> {
  const { story } = open;
  const { chance, desk, district, town } = story;
  yield later(story, [4, 40]);
  const keyworker = keyworkerOf([open.keyworker.agency.type], story);
  const reason = chance.pick(['NEEDS_RETURNED', 'FAMILY_ASKED', 'NEW_INFORMATION']);
  const owner = { agency: keyworker.agency.id, keyworker: keyworker.id, familyAgreed: true };
  Object.assign(open, { keyworker, agency: keyworker.agency, since: story.at });
  town.open.add(open);
  desk.send('ReopenEpisode', { ...namesOf(open), reason, ...owner }, acting(district.manager));
}
