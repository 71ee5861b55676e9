import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, Scenario } from '../support/scenario.ts';

// One pregnancy, two births: the record of the pregnancy becomes the first child's, the second is registered, and dies
// on the second day.

interface Person {
  id: string;
  dateOfBirth: string | null;
  unborn: boolean;
  inFirst1001Days: boolean;
  sex: string;
  death: object | null;
}

let scenario: Scenario;
let first: string;
let second: string;
let expecting: string;
let died: string;

const person = (id: string, asOf?: object) => scenario.read<Person>('person', { person: id, asOf });

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-02T09:00:00Z');
  const pregnancy = await scenario.send('register-unborn');
  first = pregnancy.id;
  expecting = pregnancy.position;
  scenario.names.set('pregnancy', first);
  await scenario.send('register-family', {
    request: null,
    members: [{ person: first, role: 'UNBORN', livesHere: 'FULL' }],
  });
  scenario.standAt('2026-03-06T18:00:00Z');
  await scenario.send('record-birth');
  second = (await scenario.send('register-twin')).id;
  scenario.names.set('twin', second);
  await scenario.followed();
  scenario.standAt('2026-03-08T09:00:00Z');
  died = (await scenario.send('record-death')).position;
  await scenario.followed();
});
afterAll(() => scenario[Symbol.asyncDispose]());

describe('twins of whom one dies on the second day', () => {
  it('were one unborn child', async () => {
    expect(await person(first, { position: expecting })).toMatchObject({
      unborn: true,
      inFirst1001Days: true,
      sex: 'U',
      dateOfBirth: null,
    });
  });

  it('are two people: the pregnancy, under its id, and one registered beside it', async () => {
    expect(await person(first)).toMatchObject({
      id: first,
      unborn: false,
      sex: 'F',
      dateOfBirth: '2026-03-06',
      multipleIndex: 1,
    });
    expect(await person(second)).toMatchObject({
      siblingOfPregnancy: first,
      relationships: [{ other: first, type: 'TWIN' }],
      multipleIndex: 2,
    });
  });

  it('are one living child and one who died', async () => {
    expect((await person(first)).death).toBeNull();
    expect((await person(second)).death).toEqual({ dateOfDeath: '2026-03-08' });
    expect((await person(second, { effectiveAt: '2026-03-07' })).death).toBeNull();
  });

  it('leave the first 1001 days of the living one as they were', async () => {
    expect((await person(first, { position: died })).inFirst1001Days).toBe(true);
    expect((await person(second, { position: died })).inFirst1001Days).toBe(false);
    expect((await person(second, { effectiveAt: '2026-03-07' })).inFirst1001Days).toBe(true);
  });

  it('take what comes later for the living one only', async () => {
    const moved = (id: string) => scenario.try('record-address', { person: id });
    scenario.standAt('2026-03-20T09:00:00Z');
    expect(codeOf(await moved(second))).toBe('AFTER_DEATH');
    expect(codeOf(await moved(first))).toBeUndefined();
  });

  it('make the unborn member of the family a child of it', async () => {
    const { members } = await scenario.read<{ members: { person: string; role: string }[] }>('family');
    expect(members).toMatchObject([{ person: first, role: 'CHILD' }]);
  });

  it('are expected no more, long after the day on which they were', async () => {
    scenario.standAt('2026-06-01T09:00:00Z');
    expect(await scenario.overdueBirths()).toBe(0);
  });
});
