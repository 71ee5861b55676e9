import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personas, type Purpose, type Role } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { createBundle, createPack } from '#libs/service';
import { custodians, sealed } from '../../apps/record/src/testing/sealed-story.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { helpOpens } from '../../apps/record/src/testing/story.ts';
import { Attempts, type Seen } from '../support/abuse/attempts.ts';
import { neededBy, oneOf, queryOf } from '../support/abuse/documents.ts';
import { keysAskedOf } from '../support/abuse/keys-asked.ts';
import { KnownIds } from '../support/abuse/known-ids.ts';
import { idPlacesOfQueries, queryNamed, type IdPlace } from '../support/abuse/places.ts';

let served: Served;
let attempts: Attempts;
let ids: KnownIds;
let keysAsked: string[];

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  const story = await helpOpens(served);
  const { family, child, mother, request, episode } = story;
  const hold = await served.order('manager', 'placeLegalHold', {
    persons: [child.id],
    everything: false,
    reason: 'COMPLAINT',
    explanation: 'It is looked into.',
  });
  const erasure = await served.order('coordinator', 'requestErasure', {
    persons: [mother.id],
    askedBy: 'THEMSELVES',
    words: 'Delete it all.',
  });
  const chosen = { family: family.id, person: child.id, request: request.id, episode };
  ids = await KnownIds.of(served.record.store, {
    ...chosen,
    hold: hold.id,
    erasure: erasure.id,
    uuid: await entryOf(story.opened.position),
  });
  // Her child, who lives with her, and their family are sealed with her.
  await sealed(served, mother.id, await custodians(served, story));
  keysAsked = keysAskedOf(served.record);
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

/** Each of them opens records of anybody, for what they do. */
const readers: readonly [Role, Purpose][] = [
  ['COORDINATOR', 'FAMILY_HELP'],
  ['SOCIAL_WORKER', 'SAFEGUARDING'],
  ['MANAGER', 'SAFEGUARDING'],
  ['AUDITOR', 'AUDIT'],
  ['QUALITY', 'QUALITY'],
  ['PRIVACY_OFFICER', 'SUBJECT_ACCESS'],
];
/** Who looked at what is sealed is theirs to account for. */
const isAccountable = ({ field }: IdPlace, role: Role): boolean =>
  role === 'PRIVACY_OFFICER' && ['whoSaw', 'accessLog'].includes(field);

/** What can be sealed, and what is with it. */
const SEALED = ['family', 'person', 'request', 'hold', 'erasure', 'uuid'];
const cases = idPlacesOfQueries()
  .filter(({ kind }) => SEALED.includes(kind))
  .flatMap((place) =>
    readers
      .filter(([role]) => !isAccountable(place, role))
      .map(([role, purpose]): [string, IdPlace, Role, Purpose] => [
        `${place.field}(${place.path.join('.')}) by ${role} for ${purpose}`,
        place,
        role,
        purpose,
      ]),
  );

async function entryOf(position: string): Promise<string> {
  for await (const { events } of served.record.store.readAll())
    for (const event of events) if (event.position === Number(position)) return event.id;
  throw new Error(`there is no entry ${position}`);
}

async function ask({ field, path }: IdPlace, [role, purpose]: [Role, Purpose], id: string) {
  const root = queryNamed(field);
  const [argument = '', ...deeper] = path;
  const needed = Object.entries(neededBy(root, purpose, ids)).filter(
    ([name]) => oneOf[field]?.includes(argument) !== true || !oneOf[field].includes(name),
  );
  keysAsked.length = 0;
  const given = { ...Object.fromEntries(needed), [argument]: deeper[0] === '*' ? [id] : id };
  const seen: Seen = await attempts.of(role, queryOf(root, given));
  return { ...seen, keys: keysAsked.length };
}

describe(`an id of a sealed record, in ${cases.length} ways`, () => {
  it.each(cases)(
    '%s, is answered as an unknown one: bytes, statements, keys and records left',
    async (_, place, role, purpose) => {
      for (const { known, unknown } of ids.pairs(place.kind)) {
        // What is done once, for the first of its kind, is done before they are compared.
        for (const id of [known, unknown]) await ask(place, [role, purpose], id);
        const absent = await ask(place, [role, purpose], unknown);
        expect(await ask(place, [role, purpose], known)).toEqual(absent);
      }
    },
  );
});

/** What came of making something after something else was recorded, and what it left. */
async function left(make: () => Promise<unknown>): Promise<object> {
  const { store, accessStore } = served.record;
  await served.order('administrator', 'registerOrganisation', { name: 'Hill School', agencyType: 'SCHOOL' });
  const before = [await store.head(), await accessStore.head()];
  const code = await make().then(
    () => 'MADE',
    (error: unknown) => (error instanceof Rejected ? error.code : String(error)),
  );
  const after = [await store.head(), await accessStore.head()];
  return { code, written: after.map((head, log) => head - (before[log] ?? 0)) };
}

describe('what is made of a sealed family', () => {
  const bundle = (family: string) =>
    createBundle({ family, principal: personas.auditor, purpose: 'AUDIT', door: 'OPERATOR' }, served.record);
  const pack = (family: string) =>
    createPack(
      {
        ...{ family, person: ids.id('person'), principal: personas['privacy-officer'] },
        ...{ how: 'IN_PERSON', door: 'OPERATOR' },
      },
      served.record,
    );

  it.each([
    ['a bundle', bundle],
    ['a pack', pack],
  ])('%s, is refused as that of an unknown one, and leaves as much', async (_, make) => {
    for (const { known, unknown } of ids.pairs('family')) {
      const absent = await left(() => make(unknown));
      // The heads as of now, and that it was refused.
      expect(absent).toEqual({ code: 'NOT_FOUND', written: [1, 1] });
      expect(await left(() => make(known))).toEqual(absent);
    }
  });
});
