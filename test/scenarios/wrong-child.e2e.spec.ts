import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { documentOf } from '../../libs/service/src/testing/bundle-reading.ts';
import { Scenario } from '../support/scenario.ts';

// On 10 March the school's worry about Eva is written down in Ava's family. Four people read it. On 12 March it is found
// out: the entry is voided, and recorded anew where it belongs, in one request.

const TEXT = 'She came to school without a coat three days running.';
const READERS: readonly [PersonaName, purpose: string][] = [
  ['auditor', 'AUDIT'],
  ['practitioner', 'FAMILY_HELP'],
  ['social-worker', 'SAFEGUARDING'],
  ['privacy-officer', 'SUBJECT_ACCESS'],
];

interface Told {
  nodes: {
    type: string;
    position: string;
    correlationId: string;
    voided: boolean;
    voidedBy: { event: string; reason: string } | null;
    data: Record<string, unknown>;
  }[];
}

let scenario: Scenario;
let ava: string;
let eva: string;
let voidedAt: string;
let worker: string;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-06T09:00:00Z');
  await scenario.send('register-organisation');
  worker = (await scenario.send('register-worker')).id;
  await scenario.send('receive-request');
  const named = { names: [{ use: 'LEGAL', given: 'Eva', family: 'Okafor' }], identifiers: null };
  eva = (await scenario.send('register-person', named)).id;
  const other = (await scenario.send('register-family')).id;
  ava = (await scenario.send('register-person')).id;
  await scenario.send('register-family');
  scenario.names.set('other-family', other);
  await scenario.send('open-episode');
  scenario.standAt('2026-03-10T10:00:00Z');
  await scenario.send('receive-information', {
    episode: null,
    from: 'SCHOOL',
    summary: TEXT,
    peoplePresent: null,
  });
  scenario.names.set('event', (await scenario.events()).at(-1) ?? '');
  for (const [persona, purpose] of READERS)
    await scenario.read('what-was-known', { purpose, asOf: null }, persona);
  scenario.standAt('2026-03-12T09:00:00Z');
  voidedAt = (await scenario.read<{ position: string }>('move-information')).position;
  scenario.standAt('2026-03-13T09:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

const known = (person: string, changes: object = {}) =>
  scenario.read<Told>('what-was-known', { person, asOf: null, ...changes });
const noted = ({ nodes }: Told) => nodes.filter(({ type }) => type === 'InformationReceived');

describe('what was written down of the wrong child', () => {
  it('is what was known of her on the day, then and ever after', async () => {
    const day = { asOf: { knownAt: '2026-03-11T00:00:00Z' } };
    expect(noted(await known(ava, day))).toMatchObject([{ voided: false, data: { summary: TEXT } }]);
  });

  it('is still told of her as it was recorded, marked as voided, with the reason', async () => {
    expect(noted(await known(ava, { view: 'AS_RECORDED' }))).toMatchObject([
      { voided: true, voidedBy: { reason: 'WRONG_PERSON' }, data: { summary: TEXT } },
    ]);
  });

  it('is told of her no more as corrected, where only that an entry was made in error stands', async () => {
    const told = await known(ava);
    expect(noted(told)).toEqual([]);
    expect(JSON.stringify(told)).not.toContain('without a coat');
    expect(told.nodes.find(({ type }) => type === 'EntryVoided')).toMatchObject({
      position: voidedAt,
      data: { entryType: 'InformationReceived', reason: 'WRONG_PERSON' },
    });
  });

  it('is told of the child it is about, under one correlation id with its voiding', async () => {
    const [about] = noted(await known(eva));
    expect(about).toMatchObject({ voided: false, data: { summary: TEXT } });
    const voiding = (await known(ava)).nodes.find(({ type }) => type === 'EntryVoided');
    expect(about?.correlationId).toBe(voiding?.correlationId);
  });

  it('still shows, to whoever asks, the four who read it of her', async () => {
    const { nodes } = await scenario.read<{ nodes: { role: string; at: string }[] }>('who-saw', {
      person: ava,
    });
    const before = nodes.filter(({ at }) => at < '2026-03-12');
    expect(before.map(({ role }) => role).sort()).toEqual([
      'AUDITOR',
      'KEYWORKER',
      'PRIVACY_OFFICER',
      'SOCIAL_WORKER',
    ]);
  });
});

describe('who looked before it was found out', () => {
  interface Looked {
    nodes: { at: string; role: string; purpose: string; effect: string }[];
  }
  const ofTheDay = async (family: string) => {
    const { nodes } = await scenario.read<Looked>('access-log', { family });
    return nodes.filter(({ at }) => at.startsWith('2026-03-10'));
  };

  it('stands in the access log of the family they looked at, each with what it was for', async () => {
    const looked = await ofTheDay(scenario.names.get('family') ?? '');
    expect(looked.map(({ role, purpose, effect }) => [role, purpose, effect]).sort()).toEqual([
      ['AUDITOR', 'AUDIT', 'GRANTED'],
      ['KEYWORKER', 'FAMILY_HELP', 'GRANTED'],
      ['PRIVACY_OFFICER', 'SUBJECT_ACCESS', 'GRANTED'],
      ['SOCIAL_WORKER', 'SAFEGUARDING', 'GRANTED'],
    ]);
  });

  it('is not said to have looked at the child it turned out to be about', async () => {
    expect(await ofTheDay(scenario.names.get('other-family') ?? '')).toEqual([]);
    const { nodes } = await scenario.read<Looked>('who-saw', { person: eva });
    expect(nodes.filter(({ at }) => at < '2026-03-12')).toEqual([]);
  });
});

describe('the pack of the child it was written down of', () => {
  const ALL = ['general', 'address', 'health', 'police', 'third-party', 'special'];
  let pack: Awaited<ReturnType<Scenario['packed']>>;
  beforeAll(async () => {
    await scenario.send('decide-disclosure', { recipientPerson: ava, persons: [ava], classes: ALL });
    pack = await scenario.packed(ava, worker);
  });
  const entries = () => pack.filter(({ kind }) => kind === 'event').map((line) => documentOf(line));

  it('tells her own story, and not what was written down of another child', () => {
    const text = JSON.stringify(pack);
    expect(text).toContain('Ava');
    expect(text).not.toContain('without a coat');
    expect(entries().map(({ type }) => type)).not.toContain('InformationReceived');
  });

  it('says that an entry was made in error, and of which kind it was', () => {
    expect(entries().find(({ type }) => type === 'EntryVoided')).toMatchObject({
      data: { entryType: 'InformationReceived', reason: 'WRONG_PERSON' },
    });
  });
});
