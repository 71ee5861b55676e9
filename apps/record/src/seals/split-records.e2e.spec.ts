import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { mixedUp, type SplitStory } from '../testing/split-story.ts';

// What a split gave to Eva stands in Ava's record. Ava belongs to a family, and Eva's record is sealed.

let served: Served;
let girls: SplitStory;
let family: string;
let before: string;

beforeAll(async () => {
  served = await Served.start();
  girls = await mixedUp(served);
  const members = [{ person: girls.ava, role: 'CHILD', livesHere: 'FULL' }];
  ({ id: family } = await served.order('coordinator', 'registerFamily', { members }));
  before = String(await served.record.store.head());
  await girls.split();
  await sealed(served, girls.eva, girls.keepers);
  await served.record.projector.reached(await served.record.store.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const EVENT = `query ($id: ID!, $asOf: AsOf) { event(id: $id, purpose: AUDIT, asOf: $asOf) { id data } }`;
const event = (persona: PersonaName, id: string, asOf?: object) => served.ask(persona, EVENT, { id, asOf });

it('no event that was given to her is there by its id', async () => {
  const unknown = await event('auditor', '00000000-0000-5000-8000-000000000000');
  for (const id of girls.given) {
    const codes = ({ errors }: typeof unknown) =>
      errors?.map(({ message, extensions: { code } }) => [message, code]);
    expect(codes(await event('auditor', id))).toEqual(codes(unknown));
    expect(codes(await event('auditor', id, { position: before }))).toEqual(codes(unknown));
  }
});

it('nothing of them is told of the other girl and her family, whatever position is asked about', async () => {
  const story = `query ($id: ID!, $asOf: AsOf) {
    familyTimeline(family: $id, purpose: AUDIT, asOf: $asOf) { nodes { id data } } }`;
  const person = `query ($id: ID!, $asOf: AsOf) {
    person(reference: $id, purpose: AUDIT, asOf: $asOf) { name names { given } addresses { line } } }`;
  const known = `query ($id: ID!, $asOf: AsOf) {
    whatWasKnown(person: $id, purpose: AUDIT, asOf: $asOf) { nodes { id data } } }`;
  const asked = [
    [story, family],
    [person, girls.ava],
    [known, girls.ava],
  ] as const;
  for (const [query, id] of asked)
    for (const asOf of [undefined, { position: before }]) {
      const told = JSON.stringify(await served.read('auditor', query, { id, asOf }));
      expect(told).toContain('Ava');
      expect(told).not.toMatch(/Evas|Evelina/);
    }
  const changes = `query ($family: ID!) {
    changesSince(family: $family, purpose: AUDIT) { nodes { entry { data } brought { data } } } }`;
  const told = JSON.stringify(await served.ask('auditor', changes, { family }));
  expect(told).toContain(girls.ava);
  expect(told).not.toMatch(/Evas|Evelina/);
});

it('her custodian sees them', async () => {
  for (const id of girls.given) {
    const query = EVENT.replace('AUDIT', 'FAMILY_HELP');
    expect(await served.read('manager', query, { id })).toHaveProperty('id', id);
  }
});
