import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fhr } from '../support/processes.ts';
import { bytesOf, filesWith } from '../support/sealed-folder.ts';
import { codeOf, Scenario } from '../support/scenario.ts';

// Help for Ava closes in March 2026. In March 2062 nothing keeps her record but a legal hold. Once two people have let it
// go, two people decide on the erasure; thirty days later the keys are destroyed.

const AVA = 'Okafor';
const OUTCOME = 'Ava sleeps well';
const REFLECTED = '2062-04-01T09:00:00Z';

interface Erasure {
  erasure: { state: string; notBefore: string | null };
  certificate: { destroyed: { subject: string }[]; rules: string[]; certifiedAt: string } | null;
  entries: { type: string; summary: string; redactions: { pointer: string; reason: string }[] }[];
}
interface Due {
  nodes: { person: string; rule: string; until: string; holds: string[] }[];
}

let scenario: Scenario;
let person: string;
let family: string;
let before: string;
let counted: object;

const overview = () =>
  scenario.read<{ asOf: { position: string } }>('district-overview', { asOf: { position: before } });

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-03T09:00:00Z');
  await scenario.send('register-organisation');
  await scenario.send('register-worker');
  await scenario.send('receive-request');
  person = (await scenario.send('register-person')).id;
  family = (await scenario.send('register-family')).id;
  await scenario.send('open-episode');
  before = (await scenario.send('close-episode')).position;
  await scenario.followed();
  counted = await overview();
  scenario.standAt('2062-03-01T09:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

const matches = () => scenario.read<{ matches: { person: string }[] }>('match-person');

describe('a record that is due, and held', () => {
  it('is found by a search', async () => {
    expect(await matches()).toMatchObject({ matches: [{ person }] });
  });
  it('is due since the child turned 25', async () => {
    expect(await scenario.read<Due>('retention-due')).toMatchObject({
      nodes: [{ person, rule: 'EARLY_HELP', until: '2043-05-04', holds: [] }],
    });
    expect(await scenario.read<Due>('retention-due', { on: '2043-05-04' })).toMatchObject({ nodes: [] });
  });
  it('is not erased while the hold stands', async () => {
    const { id: hold } = await scenario.send('place-legal-hold');
    await scenario.followed();
    expect(codeOf(await scenario.try('propose-erasure'))).toBe('LEGAL_HOLD');
    expect(await scenario.read<Due>('retention-due')).toMatchObject({ nodes: [{ person, holds: [hold] }] });
  });
  it('may be once two people have let the hold go', async () => {
    expect(codeOf(await scenario.try('release-legal-hold'))).toBe('RELEASE_NOT_PROPOSED');
    await scenario.send('propose-legal-hold-release');
    expect(codeOf(await scenario.try('release-legal-hold', {}, 'privacy-officer'))).toBe('SELF_APPROVAL');
    await scenario.send('release-legal-hold');
  });
});

describe('its erasure', () => {
  it('is decided by two people, and does nothing for thirty days', async () => {
    await scenario.send('propose-erasure');
    expect(codeOf(await scenario.try('approve-erasure', {}, 'privacy-officer'))).toBe('SELF_APPROVAL');
    await scenario.send('approve-erasure');
    await scenario.erase();
    expect(await scenario.read<Erasure>('erasure')).toMatchObject({
      erasure: { state: 'DECIDED', notBefore: '2062-04-01' },
      certificate: null,
    });
    expect(await scenario.read<{ name: string }>('person')).toMatchObject({ name: `Ava ${AVA}` });
  });
  it('destroys the keys on the day, and says so in a certificate', async () => {
    scenario.standAt(REFLECTED);
    await scenario.erase();
    const { erasure, certificate } = await scenario.read<Erasure>('erasure');
    expect(erasure.state).toBe('CERTIFIED');
    expect(certificate).toMatchObject({
      rules: ['EARLY_HELP@2026.1'],
      certifiedAt: '2062-04-01T09:00:00.000Z',
    });
    expect(certificate?.destroyed.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([person, family.slice('family-'.length)]),
    );
  });
  it('leaves nothing that was said of her to read, and that it was said', async () => {
    const told = [
      await scenario.read('person'),
      await scenario.read('family'),
      await scenario.read('family-timeline'),
      await scenario.read('what-was-known', { asOf: null }),
      await scenario.read('erasure'),
    ];
    const text = JSON.stringify(told);
    for (const secret of [AVA, OUTCOME, '2018-05-04', '9990000018']) expect(text).not.toContain(secret);
    expect(text).toContain('"reason":"ERASED"');
    expect(text).toContain('EpisodeClosed');
  });
  it('leaves the counts of the district as they were', async () => {
    const figures = await overview();
    expect(figures).toEqual(counted);
    expect(figures).toMatchObject({
      asOf: { position: before },
      open: 0,
      requests: 1,
      months: expect.arrayContaining([
        expect.objectContaining({ month: '2026-03', opened: 1, closed: 1 }),
      ]) as unknown,
    });
  });
  it('lets nothing more be written of her', async () => {
    expect(codeOf(await scenario.try('receive-information'))).toBe('SUBJECT_ERASED');
    expect(codeOf(await scenario.try('record-death', { person }))).toBe('SUBJECT_ERASED');
    expect(codeOf(await scenario.try('propose-erasure'))).toBe('SUBJECT_ERASED');
  });
});

describe('what is left of it', () => {
  it('is found by no search', async () => {
    expect(await matches()).toEqual({ matches: [] });
  });
  it('is a log that verifies as before, and no byte of her name or of what became of her', async () => {
    const folder = await scenario.stop();
    expect((await fhr(folder, 'verify', '--all', '--json')).status).toBe(0);
    const files = bytesOf(folder, { readModels: true });
    expect(files.size).toBeGreaterThan(5);
    for (const secret of [AVA, OUTCOME]) expect(filesWith(secret, files)).toEqual([]);
  });
});
