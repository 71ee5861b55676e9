import { expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { mixedUp } from '../testing/split-story.ts';

const MATCH = `{ matchPerson(given: "Evelina", family: "Evastone", dateOfBirth: "2018-05-04", purpose: FAMILY_HELP) {
  matches { person name relation } } }`;

it('who is looked for by a name that a split gave to another is found as that other, and called by it', async () => {
  await using served = await Served.start();
  const girls = await mixedUp(served);
  const found = (person: string) => ({ matches: [{ person, name: 'Evelina Evastone', relation: 'REVIEW' }] });
  expect(await served.read('coordinator', MATCH, {})).toEqual(found(girls.ava));
  await girls.split();
  expect(await served.read('coordinator', MATCH, {})).toEqual(found(girls.eva));
}, 60_000);
