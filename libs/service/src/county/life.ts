import { ageOn } from '#libs/reference';
import type { Life } from './agenda.ts';
import { ask, subjectsOfRequest } from './requests/asking.ts';
import { help } from './help/helping.ts';
import type { Matter } from './matters/matter.ts';
import { matters } from './matters/matters.ts';
import type { Chance } from './chance.ts';
import type { Child } from './people/people.ts';
import { register } from './registration.ts';
import { isYoungEnough, later, today, type Story } from './story.ts';
import { triage } from './requests/triage.ts';

/** The name under which a family's first request is known to its desk. */
export const FIRST_REQUEST = 'request';

/** The most times a family asks again, and the share that does each time. */
const AGAIN = { most: 3, share: 0.13 };
const AGAIN_IN_LONG = { most: 10, share: 0.72 };

/** A family asks for help, is helped or not, and may ask again. */
export function* live(story: Story): Life {
  const { chance, desk } = story;
  let asked = ask(story, FIRST_REQUEST);
  yield* register(story);
  for (let time = 2; ; time++) {
    const came = yield* triage(story, asked);
    if (came?.help !== undefined) yield* help(came.help);
    if (!asksAgain(time, story)) return;
    yield later(story, came?.help === undefined ? [40, 330] : [183, 365]);
    const focus = story.household.children.find((child) => isYoungEnough(child, story));
    if (focus === undefined) return;
    story.focus = focus;
    const name = `${FIRST_REQUEST}-${time}`;
    yield desk.keysFor(subjectsOfRequest(desk, name));
    story.matter = matterFor(focus, today(story), chance);
    asked = ask(story, name);
  }
}

function asksAgain(time: number, { town, chance }: Story): boolean {
  const { most, share } = town.isLong ? AGAIN_IN_LONG : AGAIN;
  return time <= most && chance.happens(share);
}

/** Something that comes up at the child's age. */
export function matterFor({ dateOfBirth }: Child, day: string, chance: Chance): Matter {
  const age = dateOfBirth === undefined ? 0 : ageOn(dateOfBirth, day).least;
  const [first, ...others] = matters.filter(
    ({ ages: [youngest, oldest] }) => youngest <= age && age <= oldest,
  );
  return first === undefined ? matters[0] : chance.pick([first, ...others]);
}
