import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Purpose, Role } from '#libs/access';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts, isRefused } from '../support/abuse/attempts.ts';
import { neededBy, oneOf, queryOf } from '../support/abuse/documents.ts';
import { KnownIds } from '../support/abuse/known-ids.ts';
import { idPlacesOfQueries, queryNamed, type IdPlace } from '../support/abuse/places.ts';
import { strangers, type Stranger } from '../support/abuse/strangers.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let ids: KnownIds;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  const { family, child, request, episode, agency } = await new WholeStory(served).tell();
  ids = await KnownIds.of(served.record.store, {
    family,
    person: child,
    request,
    episode,
    organisation: agency,
    user: 'practitioner',
  });
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

/** What some may be told of anybody: that a child is being helped, by whom, where to turn, and who works there. */
const TOLD: Readonly<Record<string, readonly Role[]>> = {
  openEpisodeFor: ['KEYWORKER', 'PARTNER', 'SOCIAL_WORKER'],
  workers: ['KEYWORKER', 'SOCIAL_WORKER', 'ADMINISTRATOR', 'SYSTEM'],
};

const places = idPlacesOfQueries();
const cases = places.flatMap((place) =>
  strangers
    .filter(({ role }) => TOLD[place.field]?.includes(role) !== true)
    .map((stranger): [string, IdPlace, Stranger] => [
      `${nameOf(place)} by ${stranger.role} for ${stranger.purpose}`,
      place,
      stranger,
    ]),
);

function nameOf({ field, path }: IdPlace): string {
  return `${field}(${path.join('.')})`;
}

/**
 * An entry by its id: how whoever reads by a relation stands is asked of the kind of record that it is in, and it may be in
 * any. Nobody guesses the id of one, and at every position one stands.
 */
function isOfAnyKind({ field }: IdPlace, { role }: Stranger): boolean {
  return field === 'event' && ['KEYWORKER', 'PARTNER', 'SOCIAL_WORKER'].includes(role);
}

async function ask({ field, path }: IdPlace, { role, purpose }: Stranger, id: string) {
  const root = queryNamed(field);
  const [argument = '', ...deeper] = path;
  const needed = Object.entries(neededBy(root, purpose, ids)).filter(
    ([name]) => oneOf[field]?.includes(argument) !== true || !oneOf[field].includes(name),
  );
  const given = Object.fromEntries(needed);
  given[argument] = withId(given[argument], deeper, id);
  return attempts.of(role, queryOf(root, given));
}

/** What is needed of an argument, with an id in its place. */
function withId(needed: unknown, [step, ...rest]: readonly string[], id: string): unknown {
  if (step === undefined) return id;
  if (step === '*') return [withId(undefined, rest, id)];
  const members = needed as Readonly<Record<string, unknown>>;
  return { ...members, [step]: withId(members[step], rest, id) };
}

describe(`an id of a record that may not be opened, in ${cases.length} ways`, () => {
  it.each(cases)(
    '%s, is answered as one that is not there: bytes, statements and records left',
    async (_, place, stranger) => {
      for (const { known, unknown } of ids.pairs(place.kind)) {
        // What is done once, for the first of its kind, is done before they are compared.
        for (const id of [known, unknown]) await ask(place, stranger, id);
        const absent = await ask(place, stranger, unknown);
        const there = await ask(place, stranger, known);
        expect({ ...there, refused: isRefused(there) }).toEqual({
          ...absent,
          refused: true,
          ...(isOfAnyKind(place, stranger) && { statements: expect.any(Number) as unknown }),
        });
      }
    },
  );
});

/** Each of them opens records of anybody, for what they do. */
const readers: readonly [Role, Purpose][] = [
  ['AUDITOR', 'AUDIT'],
  ['MANAGER', 'FAMILY_HELP'],
  ['PRIVACY_OFFICER', 'SUBJECT_ACCESS'],
  ['QUALITY', 'QUALITY'],
];
/** Only who was asked about it, or sent it, finds these. */
const OF_THEIR_OWN = ['agencyQuestions(request)', 'requestProgress(request)'];

describe('the same id', () => {
  it.each(places.map((place): [string, IdPlace] => [nameOf(place), place]))(
    'in %s is there for somebody who may open the record',
    async (name, place) => {
      const answers: boolean[] = [];
      for (const [role, purpose] of readers)
        for (const { known } of ids.pairs(place.kind))
          answers.push(isRefused(await ask(place, { role, purpose }, known)));
      expect(answers.includes(false)).toBe(!OF_THEIR_OWN.includes(name));
    },
  );
});
