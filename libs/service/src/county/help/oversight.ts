import { addDays } from '#libs/reference';
import type { Life } from '../agenda.ts';
import { colleagueOf } from './owners.ts';
import { acting, later, namesOf, today, type Help } from '../story.ts';

/** The manager and the keyworker think about the family together. */
export function* supervise(open: Help): Life {
  const { desk, district, chance } = open.story;
  const { id: supervisor } = district.manager;
  const data = { ...namesOf(open), supervisor, reflection: chance.pick(REFLECTIONS) };
  desk.send('RecordSupervision', data, acting(district.manager));
}

const REFLECTIONS = [
  'We asked what a day is like for each child, and what we would see if things were better.',
  'The plan holds. What is missing is the voice of the parent who lives elsewhere.',
  'We looked at who does what, and took two actions away from the family.',
  'Talked about how often to visit, and what to do if the door stays closed.',
] as const;

/** A colleague acts for a keyworker who is away for some weeks. */
export function* cover(open: Help): Life {
  const { story, keyworker } = open;
  const { desk, district, chance } = story;
  const worker = open.cover === undefined ? colleagueOf(open, keyworker) : undefined;
  if (worker === undefined) return;
  const until = addDays(today(story), chance.whole(10, 24));
  const arranged = { ...namesOf(open), worker: worker.id, until, reason: 'ABSENC' };
  desk.send('ArrangeTemporaryCover', arranged, acting(district.manager));
  open.cover = worker;
  yield later(story, [8, 24]);
  endCover(open, 'KEYWORKER_BACK');
}

/** Nothing, where nobody covers. */
export function endCover(open: Help, reason: string): void {
  if (open.cover === undefined) return;
  const { desk, district } = open.story;
  delete open.cover;
  desk.send('EndTemporaryCover', { ...namesOf(open), reason }, acting(district.manager));
}

/** The family was not in, or did not answer. */
export function* missEachOther(open: Help): Life {
  const { desk, chance } = open.story;
  const whatWasTried = chance.pick(TRIED);
  const data = { ...namesOf(open), attempts: chance.whole(1, 4), whatWasTried };
  desk.send('RecordNonEngagement', data, acting(open.keyworker));
}

const TRIED = [
  'Called at the door twice, and left a card with a number to ring.',
  'Rang in the evening, and asked school to pass on a note.',
  'Sent a text with three times to choose from.',
] as const;

const YEAR_MS = 365 * 86_400_000;

/** After a year of help a manager says why it goes on. */
export function* acknowledgeDrift(open: Help): Life {
  const { story, isDriftKnown = false } = open;
  if (isDriftKnown || story.at - open.from < YEAR_MS) return;
  open.isDriftKnown = true;
  const { manager } = story.district;
  const reason =
    'Things move slowly, and they move: the family and school ask that the plan goes on to the summer.';
  const data = { ...namesOf(open), rule: 'OPEN_LONG', acknowledgedBy: manager.id, reason };
  story.desk.send('AcknowledgeDrift', data, acting(manager));
  yield story.desk.settled;
}
