import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayCommand, roles, strangers as strangeTo, type Role } from '#libs/access';
import type { CommandType } from '#libs/contracts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts, isRefused } from '../support/abuse/attempts.ts';
import { absentId, KnownIds } from '../support/abuse/known-ids.ts';
import { orderPlaces, orderWith, type OrderPlace } from '../support/abuse/orders.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let story: WholeStory;
let ids: KnownIds;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = new WholeStory(served);
  const { family, child, request, episode } = await story.tell();
  ids = await KnownIds.of(served.record.store, {
    family,
    person: child,
    request,
    episode,
    user: 'practitioner',
  });
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

/** Of those who may not give it about anybody, one who may about some, where there is one, and one who never may. */
function refusedRoles(type: CommandType): Role[] {
  const codes = new Map<string, Role>();
  for (const role of roles) {
    const decision = mayCommand({ user: 'somebody', role, agency: 'elsewhere' }, type, strangeTo);
    if (decision.effect === 'FORBID' && !codes.has(decision.code)) codes.set(decision.code, role);
  }
  return [...codes.values()];
}

const cases = orderPlaces.flatMap((place) =>
  refusedRoles(place.type).map((role): [string, OrderPlace, Role] => [
    `${place.field}(${place.path.join('.')}) by ${role}`,
    place,
    role,
  ]),
);

const give = (place: OrderPlace, role: Role, id: string) => attempts.of(role, orderWith(story, place, id));

describe(`an order about what its giver does not stand to, in ${cases.length} ways`, () => {
  it.each(cases)('%s is refused as one about what is not there', async (_, place, role) => {
    const known = ids.id(place.kind);
    for (const id of [known, absentId(place.kind, known)]) await give(place, role, id);
    const there = await give(place, role, known);
    const absent = await give(place, role, absentId(place.kind, known));
    expect({ ...there, refused: isRefused(there) }).toEqual({
      ...absent,
      refused: true,
      events: 0,
    });
  });
});
