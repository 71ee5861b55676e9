import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayCommand, roles, strangers as strangeTo, type Role } from '#libs/access';
import type { CommandType } from '#libs/contracts';
import { graded } from '../../apps/record/src/testing/audit-story.ts';
import { sealed } from '../../apps/record/src/testing/sealed-story.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { helpOpens } from '../../apps/record/src/testing/story.ts';
import { Attempts } from '../support/abuse/attempts.ts';
import { keysAskedOf } from '../support/abuse/keys-asked.ts';
import { KnownIds } from '../support/abuse/known-ids.ts';
import { orderPlaces, orderWith, type OrderPlace } from '../support/abuse/orders.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let story: WholeStory;
let ids: KnownIds;
let keysAsked: string[];

/** One family of whom everything that people say is said, and another that is sealed. */
beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = new WholeStory(served);
  const { manager, other } = await story.tell();
  const { family, child, request, episode } = await helpOpens(served);
  const audit = await graded(served, { episode });
  ids = await KnownIds.of(served.record.store, {
    ...{ family: family.id, person: child.id, request: request.id, episode, audit },
  });
  const approver = await served.order('administrator', 'registerWorker', {
    ...{ name: 'Ruth Vane', user: 'ruth', agency: other, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' },
  });
  await sealed(served, family.id, { custodian: manager, approver: approver.id });
  keysAsked = keysAskedOf(served.record);
  attempts = new Attempts(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** The register of what is sealed, and the keeping of it, is theirs. */
const isRegistrar = ({ path }: OrderPlace, role: Role): boolean =>
  role === 'PRIVACY_OFFICER' && path.join('.') === 'record';

const SEALED = ['family', 'person', 'request', 'episode', 'audit'];

/** One who may give it about anybody, where there is one, and one who may about some. */
function rolesFor(type: CommandType): Role[] {
  const found = new Map<string, Role>();
  for (const role of roles) {
    const decision = mayCommand({ user: 'somebody', role, agency: 'elsewhere' }, type, strangeTo);
    const answer = decision.effect === 'FORBID' ? decision.code : decision.effect;
    if (answer !== 'NOT_PERMITTED' && !found.has(answer)) found.set(answer, role);
  }
  return [...found.values()];
}

const cases = orderPlaces
  .filter(({ kind }) => SEALED.includes(kind))
  .flatMap((place) =>
    rolesFor(place.type)
      .filter((role) => !isRegistrar(place, role))
      .map((role): [string, OrderPlace, Role] => [
        `${place.field}(${place.path.join('.')}) by ${role}`,
        place,
        role,
      ]),
  );

/** What came of it, without the id that was sent; where it was carried out, without what was written. */
async function give(place: OrderPlace, role: Role, id: string): Promise<object> {
  keysAsked.length = 0;
  const seen = await attempts.of(role, orderWith(story, place, id));
  // Process managers ask for keys as well, of what follows from what was carried out.
  const { managers, store } = served.record;
  await managers.reached(await store.head());
  const keys = keysAsked.length;
  if (seen.codes.length > 0) return { ...seen, body: seen.body.replaceAll(id, ''), keys };
  const { codes, events, reads } = seen;
  return { codes, events, reads, keys };
}

describe(`an order about a sealed record, in ${cases.length} ways`, () => {
  it.each(cases)(
    '%s, is answered as one about an unknown: bytes, statements, keys and records left',
    async (_, place, role) => {
      for (const { known, unknown } of ids.pairs(place.kind)) {
        // What is done once, for the first of its kind, is done before they are compared.
        for (const id of [known, unknown]) await give(place, role, id);
        const absent = await give(place, role, unknown);
        expect(absent).not.toMatchObject({ codes: ['INTERNAL'] });
        expect(await give(place, role, known)).toEqual(absent);
      }
    },
  );
});
