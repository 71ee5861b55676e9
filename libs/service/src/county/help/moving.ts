import { addDays } from '#libs/reference';
import type { Life } from '../agenda.ts';
import { handTo } from './owners.ts';
import { homeIn } from '../people/places.ts';
import { acting, namesOf, today, type Help, type Story } from '../story.ts';
import { dayAt, soonAfter } from '../times.ts';

/** The family moves house within its district. */
export function* moveHome({ story }: Help): Life {
  moveTo(story, today(story));
}

const TOLD_LATE = 0.3;

/** The family moves to another district, whose workers go on with the help; now and then that is told weeks later. */
export function* moveAway(open: Help): Life {
  const { story } = open;
  const { chance, desk, district: before, family, town } = story;
  const [first, ...others] = town.districts.filter((each) => each !== before);
  if (first === undefined || open.cover !== undefined) return;
  const to = chance.pick([first, ...others]);
  const isLate = chance.happens(TOLD_LATE);
  const moved = addDays(today(story), -(isLate ? chance.whole(8, 40) : chance.whole(0, 4)));
  const value = moved > dayAt(open.from) ? moved : today(story);
  const when = { occurredAt: { precision: 'DATE', value } as const };
  const late = isLate && value === moved ? { lateReason: 'RECEIVED_LATE' } : {};
  desk.send('ChangeDistrict', { family, to: to.code }, acting(before.coordinator), { ...when, ...late });
  story.district = to;
  moveTo(story, value);
  yield (story.at = soonAfter(story.at, [5, 40], chance));
  const keyworker = chance.pick(to.keyworkers);
  open.agency = keyworker.agency;
  desk.send('ChangeAccountableAgency', { ...namesOf(open), to: open.agency.id }, acting(to.manager));
  yield (story.at = soonAfter(story.at, [5, 40], chance));
  const held = to.keyworkers.includes(keyworker) ? keyworker : to.keyworkers[0];
  handTo(open, held, { at: story.at, reason: 'FAMILY_MOVED' });
}

function moveTo(story: Story, from: string): void {
  const { desk, district, chance, household, left } = story;
  story.home = { ...homeIn(chance, district.code), since: from };
  const { line, postcode } = story.home;
  const moving = [...household.adults.filter((adult) => !left.has(adult)), ...household.children];
  const address = { type: 'HOME', line, postcode, from };
  for (const { id: person, livesHere, sex } of moving)
    if (livesHere === 'FULL' && sex !== 'U')
      desk.send('RecordAddress', { person, ...address }, acting(district.coordinator));
}
