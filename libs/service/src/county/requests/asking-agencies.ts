import { addDays } from '#libs/reference';
import type { Errand } from '../agenda.ts';
import type { RequestMade } from './asking.ts';
import { acting, later, tale, today, type Story } from '../story.ts';
import { soonAfter } from '../times.ts';

type Coming = Generator<number | Errand, void, undefined>;

/** One of the services around the family is asked what it knows, and answers; or does not. */
export function* askAgency(story: Story, { request, told, agreement }: RequestMade): Coming {
  const { chance, desk, district } = story;
  const coordinator = acting(district.coordinator);
  yield later(story, [0, 2]);
  const { id: agency } = chance.pick([...district.schools, ...partners(story)]);
  const due = addDays(today(story), 7);
  const basis = agreement.startsWith('GIVEN') ? 'CONSENT' : 'PUBLIC_TASK';
  const question = 'What do you know of the family, and what has helped before?';
  const asked = { request, agency, question, due, basis };
  told.push(desk.send('RequestAgencyInformation', asked, coordinator));
  yield later(story, [2, 9]);
  if (chance.happens(0.8)) {
    const { summary } = tale(story);
    told.push(desk.send('ReceiveAgencyInformation', { request, agency, summary }, coordinator));
    return;
  }
  const reason = chance.pick(['NO_REPLY', 'NOT_KNOWN', 'NOT_HELD']);
  told.push(desk.send('RecordInformationNotProvided', { request, agency, reason }, coordinator));
}

function partners({ district }: Story) {
  return district.agencies.filter(({ type }) => ['GP', 'HEALTH_VISITING', 'HOUSING'].includes(type));
}

/** A concern for a child's safety waits for nobody: it goes on to children's services within the hour. */
export function* passOn(story: Story, { request, told }: RequestMade): Coming {
  const { chance, desk, district, household } = story;
  const { coordinator } = district;
  yield later(story, [0, 1]);
  const concern = 'A mark on the arm that nobody could explain, and a child who did not want to go home.';
  const children = [household.children[0].id];
  const identified = { request, concern, identifiedBy: coordinator.id, children };
  told.push(desk.send('IdentifySafeguardingConcern', identified, acting(coordinator)));
  yield (story.at = soonAfter(story.at, [6, 50], chance));
  const receivingReference = `MASH-${chance.whole(10_000, 99_999)}`;
  const passed = { request, route: 'MASH_PHONE', receivingReference, passedBy: coordinator.id };
  told.push(desk.send('PassToChildrensServices', passed, acting(coordinator)));
}

const HALF_AN_HOUR = 1_800_000;

/** What the panel decided is for children's services goes there the same day. */
export function* passOnDecided(story: Story, { request, told }: RequestMade): Coming {
  const { coordinator } = story.district;
  yield (story.at += HALF_AN_HOUR);
  const passed = { request, route: 'MASH_PHONE', passedBy: coordinator.id };
  told.push(story.desk.send('PassToChildrensServices', passed, acting(coordinator)));
}
