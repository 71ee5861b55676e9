import type { Life } from '../agenda.ts';
import type { WhenHappened } from '../desk.ts';
import { hear } from '../help/happenings.ts';
import { acting, carerOf, later, type Help, type Story } from '../story.ts';
import { heardLate } from '../times.ts';

/**
 * Of what services around a family tell when they are asked, the share that whoever decided on the help might have
 * weighed. The rest says since when something has been so, on which no decision rests.
 */
const WOULD_HAVE_MATTERED = 0.3;

/** A new keyworker asks the services around the family what happened before: all of it was long ago. */
export function* gatherHistory(open: Help): Life {
  const { story } = open;
  const { chance } = story;
  for (let services = chance.whole(1, 3); services > 0; services--) {
    yield later(story, [2, 12]);
    if (chance.happens(WOULD_HAVE_MATTERED)) yield* hear(open, true);
    else chance.pick([saySinceWhenHome, saySinceWhenSupported])(story);
  }
}

/** Housing says since when the family has lived there; said once of each home. */
function saySinceWhenHome(story: Story): void {
  const { desk, district, household, home } = story;
  if (home.since !== undefined) return;
  const when = longAgo(story);
  story.home = { ...home, since: when.since };
  const { line, postcode, uprn } = home;
  const address = { type: 'HOME', line, postcode, ...(uprn !== undefined && { uprn }), from: when.since };
  const born = household.children.filter(({ dateOfBirth = '9999' }) => dateOfBirth < when.since);
  for (const { id: person } of [carerOf(story), ...born])
    desk.send('RecordAddress', { person, ...address }, acting(district.coordinator), when.told);
}

/** A school says since when it has given support. */
function saySinceWhenSupported(story: Story): void {
  const { desk, district, household } = story;
  for (const { id: person, sendStatus: status } of household.children) {
    if (status === undefined) continue;
    const { since: from, told } = longAgo(story);
    desk.send('RecordSendStatus', { person, status, from }, acting(district.coordinator), told);
  }
}

function longAgo({ at, chance }: Story): { readonly since: string; readonly told: WhenHappened } {
  const told = heardLate(at, true, chance);
  return { since: told.occurredAt?.value ?? '', told };
}
