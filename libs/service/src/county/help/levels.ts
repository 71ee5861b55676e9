import type { Life } from '../agenda.ts';
import { lookedAfter } from './flags.ts';
import type { Child } from '../people/people.ts';
import { acting, namesOf, progress, type Help, type Story } from '../story.ts';
import { written } from '../times.ts';

const UNIVERSAL = ['L1.01', 'L1.02', 'L1.03', 'L1.04'] as const;

/** What was seen of a family that a level rests on: codes of `indicator`, of that level. */
export function indicatorsOf(level: string, { matter, chance }: Story): string[] {
  const [two, three, four] = matter.indicators;
  const ofLevel: Readonly<Record<string, string>> = {
    L1: chance.pick(UNIVERSAL),
    L2: two,
    L3: three,
    L4: four,
  };
  return [ofLevel[level] ?? two];
}

/** A review with the family: a child's level is confirmed, or moves by one as things become easier or harder. */
export function* review(open: Help): Life {
  const { story, levels, keyworker, since, judged } = open;
  const { chance, desk, district } = story;
  const child = reviewed(open);
  const from = levels.get(child) ?? 'L2';
  const isEasier = chance.happens(open.isEasing ? 0.85 : 0.25);
  const to = chance.happens(0.3) ? moved(from, isEasier) : from;
  const rationale = `${progress(story, isEasier, child)} ${whyOf(from, to)}`;
  const decidedBy = (chance.happens(0.8) ? keyworker : district.manager).id;
  const what = {
    ...namesOf(open),
    child: child.id,
    indicators: indicatorsOf(to, story),
    rationale,
    decidedBy,
  };
  const [by, when] = [acting(keyworker), written(story.at, Math.max(since, judged), chance)];
  standAt(open, [child], to);
  const sent =
    to === from
      ? desk.send('DecideLevelOfNeed', { ...what, level: to }, by, when)
      : desk.send(to > from ? 'StepUp' : 'StepDown', { ...what, from, to }, by, when);
  yield* lookedAfter(story, sent, story.family);
}

/** From now on the children are at this level. */
export function standAt(open: Help, children: readonly Child[], level: string): void {
  for (const child of children) open.levels.set(child, level);
  open.judged = open.story.at;
}

/** Mostly the child whom it is mostly about. */
function reviewed({ story, levels }: Help): Child {
  const [first = story.focus, ...others] = levels.keys();
  return story.chance.happens(0.7) ? first : story.chance.pick([first, ...others]);
}

/** The next level; up to L3 only, since what lies beyond is for another service to accept. */
function moved(from: string, isEasier: boolean): string {
  if (from === 'L4') return from;
  const rank = Number(from.slice(1)) + (isEasier ? -1 : 1);
  return `L${Math.min(3, Math.max(1, rank))}`;
}

function whyOf(from: string, to: string): string {
  if (from === to) return 'Reviewed with the family: the plan goes on as it is.';
  return to > from
    ? 'Agreed with the family that more people are needed around the plan.'
    : 'Agreed with the family that fewer services are needed now.';
}
