import type { Life } from '../agenda.ts';
import type { Adult } from '../people/people.ts';
import type { Step } from '../../process-managers/manager.ts';
import { acting, later, today, type Help } from '../story.ts';

const PARTED_FAMILIES = 'parted-families';
/** The share of parents who part that come to live together again within the help. */
const TOGETHER_AGAIN = 0.4;

/** The record did by itself what it does where families part: the other half, in the other family's stream. */
function otherHalf(
  name: string,
  cause: string,
  order: Pick<Step['order'], 'type' | 'data' | 'stream'>,
): Step {
  return { name, order: { ...order, digestOf: { type: order.type, cause } } };
}

/** A parent who leaves has a family of their own, and of both a child; now and then they come together again. */
export function* part({ story }: Help, leaver: Adult): Life {
  const { chance, desk, district, family, household, left } = story;
  const [child] = household.children;
  const as = `split ${story.at}`;
  const into = `family-${desk.made(as, 1, family)}`;
  const members = [
    { person: leaver.id, role: leaver.role, livesHere: 'FULL' },
    {
      person: child.id,
      role: child.expectedDeliveryDate === undefined ? 'CHILD' : 'UNBORN',
      livesHere: 'PART',
    },
  ];
  const both = { members: members.map(({ person }) => person), inBoth: [child.id] };
  const data = { family, ...both, reason: 'SEPARATED', decidedBy: district.manager.id };
  yield desk.keysFor([into.slice('family-'.length)]);
  const split = desk.send('SplitFamily', data, acting(district.manager), { as });
  yield desk.settled;
  const cause = split.cause(family);
  const registered = {
    type: 'RegisterSplitFamily',
    data: { splitFrom: family, members },
    stream: into,
  } as const;
  desk.follow(PARTED_FAMILIES, cause, otherHalf('split', cause.id, registered));
  left.add(leaver);
  if (!chance.happens(TOGETHER_AGAIN)) return;
  yield later(story, [20, 60]);
  const approved = { requestedBy: district.coordinator.id, approvedBy: district.manager.id };
  const asked = { ...approved, agreementReviewed: true };
  const one = { retired: into, survivor: family, reason: 'They live together again.' };
  const merge = desk.send('MergeFamilies', { ...one, ...asked }, acting(district.coordinator));
  yield desk.settled;
  const merged = merge.cause(into);
  const taken = { type: 'TakeInMergedFamily', data: { retired: into, survivor: family, members } } as const;
  desk.follow(PARTED_FAMILIES, merged, otherHalf('merged', merged.id, taken));
  left.delete(leaver);
}

/** A grandparent or another adult moves out; a parent parts from the family, or has one of their own from then on. */
export function* memberLeaves(open: Help): Life {
  const { chance, desk, district, family, household, left } = open.story;
  const [, ...others] = household.adults;
  const leaver = others.find((adult) => adult.livesHere !== 'NO' && !left.has(adult));
  if (leaver === undefined) return;
  if (leaver.role !== 'GRANDPARENT' && chance.happens(A_FAMILY_OF_THEIR_OWN)) {
    yield* part(open, leaver);
    return;
  }
  left.add(leaver);
  const reason = leaver.role === 'GRANDPARENT' ? 'MOVED_OUT' : 'SEPARATED';
  const to = today(open.story).slice(0, 7);
  desk.send('RemoveMember', { family, person: leaver.id, to, reason }, acting(district.coordinator));
}

/** Of parents who leave: then about 4% of families split or merge (domain volumes). */
const A_FAMILY_OF_THEIR_OWN = 0.9;
