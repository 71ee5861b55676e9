import type { Life } from '../agenda.ts';
import { ask, subjectsOfRequest } from '../requests/asking.ts';
import type { Weighted } from '../chance.ts';
import { review, standAt } from './levels.ts';
import { stepToStatutory } from './statutory.ts';
import { acting, isYoungEnough, namesOf, tale, type Help } from '../story.ts';
import { amend } from './amending.ts';
import { lookedAfter } from './flags.ts';
import { colleagueOf, handTo } from './owners.ts';
import { moveAway, moveHome } from './moving.ts';
import { cover, missEachOther, supervise } from './oversight.ts';
import { memberLeaves } from './parting.ts';
import { heardLate, soonAfter } from '../times.ts';
import { joinOpenWork } from '../requests/triage.ts';

type Happening = (open: Help) => Life;

/** Of what other services tell, the share that was written down wrongly: then about 6% of families have corrections. */
const AMENDED = 0.09;

const HAPPENINGS: readonly [Weighted<Happening>, ...Weighted<Happening>[]] = [
  [56, review],
  [21, listen],
  [5, handOver],
  [3, changeAgency],
  [5, stepToStatutory],
  [3, moveHome],
  [1, moveAway],
  [3, beAskedAgain],
  [2, addChild],
  [4, memberLeaves],
  [9, supervise],
  [4, cover],
  [4, missEachOther],
];

/** One of the things that come up while a family is being helped. */
export function happening(open: Help): Life {
  return open.story.chance.weighted(HAPPENINGS)(open);
}

/** What another service tells of its own accord is of the last days, and seldom of what was long ago. */
const LONG_AGO = 0.15;

function* listen(open: Help): Life {
  yield* hear(open, open.story.chance.happens(LONG_AGO));
}

/** What the record flags as told late a coordinator looks at on the next working day. */
export function* hear(open: Help, isVeryLate: boolean): Life {
  const { story, keyworker } = open;
  const { chance, desk, family } = story;
  const when = heardLate(story.at, isVeryLate, chance);
  const told = { ...namesOf(open), ...tale(story) };
  const sent = desk.send('ReceiveInformation', told, acting(keyworker), when);
  yield* lookedAfter(story, sent, family);
  if (chance.happens(AMENDED)) yield* amend(open, { sent, told, author: keyworker });
}

/** The keyworker hands the family over to a colleague, where there is one. */
function* handOver(open: Help): Life {
  const { story, keyworker } = open;
  const colleague = colleagueOf(open, keyworker);
  if (colleague !== undefined)
    handTo(open, colleague, {
      at: story.at,
      reason: story.chance.pick(['MANAGE', 'ABSENC', 'PCCHAN', 'CHCHAN']),
    });
}

/** Another agency becomes accountable, and one of its workers keyworker. */
function* changeAgency(open: Help): Life {
  const { story, agency } = open;
  const { district, chance, desk } = story;
  const [first, ...others] = district.keyworkers.filter((each) => each.agency.id !== agency.id);
  if (first === undefined) return;
  open.agency = chance.pick([first, ...others]).agency;
  desk.send('ChangeAccountableAgency', { ...namesOf(open), to: open.agency.id }, acting(district.manager));
  yield (story.at = soonAfter(story.at, [5, 40], chance));
  const to = colleagueOf(open, open.keyworker);
  if (to !== undefined) handTo(open, to, { at: story.at, reason: 'TSPROC' });
}

/** Somebody asks for help with a family that is being helped already. */
function* beAskedAgain(open: Help): Life {
  const { story } = open;
  const name = `request-${story.at}`;
  yield story.desk.keysFor(subjectsOfRequest(story.desk, name));
  const asked = ask(story, name);
  yield* joinOpenWork(story, { request: asked.request, episode: open.opened.id });
}

/** A brother or sister joins the plan. */
function* addChild(open: Help): Life {
  const { story, keyworker, levels } = open;
  const child = story.household.children.find((each) => !levels.has(each) && isYoungEnough(each, story));
  if (child === undefined || keyworker.role === 'PARTNER') return;
  standAt(open, [child], 'L1');
  const rationale = 'Asked to be part of the plan; doing well.';
  const decided = { child: child.id, level: 'L1', indicators: ['L1.02'], rationale, decidedBy: keyworker.id };
  story.desk.send('AddChildToEpisode', { ...namesOf(open), ...decided }, acting(keyworker));
}
