import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, Scenario } from '../support/scenario.ts';

// A mother stands in the record twice. The records are linked; twenty entries follow under the survivor; then it turns
// out that the two are sisters, and the link is reversed: one of the entries was about the other.

interface Person {
  id: string;
  records: string[];
  name: string;
  addresses: { line: string }[];
}
interface Looks {
  nodes: { ofPosition: string }[];
}

let scenario: Scenario;
let survivor: string;
let other: string;
/** Positions: before the link, while it stood, and after its reversal. */
let before: string;
let linked: string;
let lastUnderLink: string;
let reversed: string;
let idsUnderLink: string[];

const asOf = (person: string, position: string) =>
  scenario.read<Person>('person', { person, asOf: { position } });
const linesOf = ({ addresses }: Person) => addresses.map(({ line }) => line);
const looksAt = async (person: string) =>
  (await scenario.read<Looks>('who-saw', { person })).nodes.map(({ ofPosition }) => ofPosition);

async function mother(given: string, line: string): Promise<string> {
  const { id } = await scenario.send('register-person', {
    names: [{ use: 'LEGAL', given, family: 'Okafor' }],
    dateOfBirth: '1990-02-03',
    adult: true,
    identifiers: null,
    address: { type: 'HOME', line },
  });
  return id;
}

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-02T09:00:00Z');
  await scenario.send('register-organisation');
  const approver = (await scenario.send('register-worker', { user: 'coordinator' })).id;
  scenario.names.set('approver', approver);
  await scenario.send('register-worker');
  survivor = await mother('Ngozi', '1 North Lane');
  other = await mother('Ngosi', '2 South Lane');
  scenario.names.set('survivor', survivor).set('other', other);
  before = (await scenario.send('record-address', { person: other, line: '3 Early Court' })).position;
  await asOf(survivor, before);
  await asOf(other, before);
  linked = (await scenario.send('link-persons-as-same')).position;
  const link = scenario.names.get('identity') ?? '';
  for (let nth = 1; nth <= 20; nth++) {
    const told = {
      person: survivor,
      type: nth === 20 ? 'HOSPITAL' : 'TEMPORARY',
      line: `${nth} Linked Court`,
    };
    lastUnderLink = (await scenario.send('record-address', told)).position;
  }
  await asOf(other, lastUnderLink);
  idsUnderLink = await scenario.events();
  scenario.names.set('event', idsUnderLink[Number(lastUnderLink)] ?? '').set('identity', link);
  reversed = (await scenario.send('reverse-person-link')).position;
});
afterAll(() => scenario[Symbol.asyncDispose]());

describe('two records of mothers, linked and told apart again', () => {
  it('were two people before, and are read so as of then', async () => {
    expect(await asOf(survivor, before)).toMatchObject({
      id: survivor,
      records: [survivor],
      name: 'Ngozi Okafor',
    });
    expect(await asOf(other, before)).toMatchObject({ id: other, records: [other], name: 'Ngosi Okafor' });
    expect(linesOf(await asOf(other, before))).toEqual(['2 South Lane', '3 Early Court']);
  });

  it('were one person while the link stood, with all that was recorded under it', async () => {
    const then = await asOf(other, lastUnderLink);
    expect(then).toMatchObject({ id: survivor, records: [survivor, other], name: 'Ngozi Okafor' });
    expect(linesOf(then)).toEqual([
      '1 North Lane',
      '2 South Lane',
      '3 Early Court',
      ...Array.from({ length: 20 }, (_, index) => `${index + 1} Linked Court`),
    ]);
    expect(linesOf(await asOf(survivor, linked))).toEqual(['1 North Lane', '2 South Lane', '3 Early Court']);
  });

  it('are two people since, each with what is theirs', async () => {
    expect(linesOf(await asOf(other, reversed))).toEqual([
      '2 South Lane',
      '3 Early Court',
      '20 Linked Court',
    ]);
    const since = await asOf(survivor, reversed);
    expect(since).toMatchObject({ id: survivor, records: [survivor] });
    expect(linesOf(since)).toEqual([
      '1 North Lane',
      ...Array.from({ length: 19 }, (_, index) => `${index + 1} Linked Court`),
    ]);
  });

  it('are told by the same events, with the same ids, in the same places', async () => {
    expect((await scenario.events()).slice(0, idsUnderLink.length)).toEqual(idsUnderLink);
    expect(Number(reversed)).toBe(idsUnderLink.length);
  });

  it('each keep who looked: at one alone, and at both while they were one', async () => {
    expect(await looksAt(survivor)).toEqual(expect.arrayContaining([before, lastUnderLink]));
    expect(await looksAt(other)).toEqual(expect.arrayContaining([before, lastUnderLink]));
  });

  it('may not be linked in a circle, nor by one worker alone', async () => {
    const alone = { approvedBy: scenario.names.get('worker') };
    expect(codeOf(await scenario.try('link-persons-as-same', alone))).toBe('SELF_APPROVAL');
    await scenario.send('link-persons-as-same');
    const back = { survivor: other, other: survivor };
    expect(codeOf(await scenario.try('link-persons-as-same', back))).toBe('LINKED_ALREADY');
  });
});
