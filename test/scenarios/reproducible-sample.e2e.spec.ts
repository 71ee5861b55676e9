import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, Scenario } from '../support/scenario.ts';

// Twenty of 26 families' episodes are drawn, by district. A second program, in another language, draws the same from what
// this test knows of them.

const SEED = 'thrown-with-ten-dice-at-the-partnership-meeting-of-10-March';
const COMMITMENT = createHash('sha256').update(SEED).digest('hex');
const PLACES = ['herts.ff.stevenage', 'herts.ff.dacorum', 'herts.ff.stevenage', 'herts.ff.broxbourne'];
const DESIGN = {
  filter: { on: '2026-03-10', status: 'OPEN' },
  strata: ['DISTRICT'],
  method: 'STRATIFIED_PROPORTIONAL',
  size: 20,
  reserves: 1,
};

interface Case {
  episode: string;
  stratum: string;
  rank: number;
  selected: boolean;
  replacedBy: string | null;
  replaces: string | null;
  standing: string;
  drawnFrom: string | null;
  family: string | null;
  reference: string | null;
}
interface Sample {
  sample: {
    state: string;
    seed: string;
    frame: { position: string; count: number; root: string; strata: object[] };
  };
  cases: Case[];
}
interface Drawn {
  root: string;
  strata: object[];
  selected: string[];
  reserves: string[];
}

let scenario: Scenario;
/** Episode -> its family. */
const helped = new Map<string, string>();
/** A line of the frame for each episode that there was when it was frozen. */
const lines: string[] = [];

async function family(identified: object = { identifiers: null }): Promise<string> {
  await scenario.send('register-person', identified);
  return (await scenario.send('register-family', { request: null })).id;
}

async function helpIn(district: string): Promise<string> {
  const held = await family();
  const { id } = await scenario.send('open-episode', { request: null, route: 'SELF', district });
  helped.set(id, held);
  return `${id} district=${district}`;
}

/** What the second program draws of the frame. */
function drawnAgain(): Drawn {
  const program = fileURLToPath(new URL('../sampling/draw_sample.py', import.meta.url));
  const { method, size, reserves } = DESIGN;
  const input = JSON.stringify({ seed: SEED, method, size, least: 1, reserves, frame: lines });
  return JSON.parse(execFileSync('python3', [program], { input, encoding: 'utf8' })) as Drawn;
}

const read = () => scenario.read<Sample>('sample');
const selectedIn = ({ cases }: Sample) =>
  cases.filter(({ selected }) => selected).map(({ episode }) => episode);
const check = () => scenario.read<object>('sample-check');
const same = { same: true, frameSame: true, seedSame: true, drawSame: true, remarks: [] };

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-10T09:00:00Z');
  await scenario.send('register-organisation');
  scenario.names.set('approver', (await scenario.send('register-worker', { user: 'coordinator' })).id);
  await scenario.send('register-worker');
  for (let nth = 0; nth < 26; nth++) lines.push(await helpIn(PLACES[nth % 4] ?? ''));
}, 120_000);
afterAll(() => scenario[Symbol.asyncDispose]());

describe('a sample that anybody can draw again', () => {
  it('is preceded by counts, in which nobody is named', async () => {
    const frame = await scenario.read('sample-frame', { size: 20 });
    expect(frame).toMatchObject({
      count: 26,
      strata: [
        { stratum: 'district=herts.ff.broxbourne', count: 6, take: 5 },
        { stratum: 'district=herts.ff.dacorum', count: 7, take: 5 },
        { stratum: 'district=herts.ff.stevenage', count: 13, take: 10 },
      ],
      statements: [
        expect.stringContaining('With 20 of 26 cases'),
        expect.stringContaining('too small to say anything of any district alone'),
      ],
    });
    expect(JSON.stringify(frame)).not.toMatch(/episode-|family-|F-[0-9A-Z]{10}/);
  });

  it('is drawn only after a seed was committed and the frame frozen', async () => {
    await scenario.send('design-sample', DESIGN);
    expect(codeOf(await scenario.try('freeze-frame'))).toBe('SEED_NOT_COMMITTED');
    expect(codeOf(await scenario.try('draw-sample'))).toBe('SEED_NOT_COMMITTED');
    await scenario.send('commit-seed', { commitment: COMMITMENT });
    expect(codeOf(await scenario.try('draw-sample'))).toBe('FRAME_NOT_FROZEN');
    await scenario.send('freeze-frame');
    expect(codeOf(await scenario.try('draw-sample', { seed: `${SEED}!` }))).toBe('SEED_MISMATCH');
    expect((await read()).cases).toEqual([]);
    for (const persona of ['manager', 'auditor', 'practitioner'] as const)
      expect(codeOf(await scenario.try('draw-sample', {}, persona))).toBe('NOT_PERMITTED');
  });

  it('has the cases that a second program draws, whatever came since the frame was frozen', async () => {
    await helpIn('herts.ff.stevenage');
    await scenario.send('draw-sample', { seed: SEED });
    const again = drawnAgain();
    const sample = await read();
    expect(again.selected).toHaveLength(20);
    expect(selectedIn(sample)).toEqual(again.selected);
    expect(sample.cases.filter(({ selected }) => !selected).map(({ episode }) => episode)).toEqual(
      again.reserves,
    );
    expect(sample.sample).toMatchObject({
      state: 'DRAWN',
      seed: SEED,
      frame: { count: 26, root: again.root, strata: again.strata, whole: false },
    });
    expect(sample.cases.every(({ episode, family }) => helped.get(episode) === family)).toBe(true);
    expect(codeOf(await scenario.try('draw-sample', { seed: SEED }))).toBe('SAMPLE_DRAWN');
  });

  it('comes out the same, and goes on doing so as cases are added', async () => {
    expect(await check()).toMatchObject({ ...same, count: 26, erased: 0, lines: lines.toSorted() });
    await helpIn('herts.ff.dacorum');
    expect(await check()).toMatchObject({ ...same, count: 26 });
    expect(selectedIn(await read())).toEqual(drawnAgain().selected);
  });

  it('follows a case that was merged, and says so', async () => {
    const [{ episode, drawnFrom } = { episode: '', drawnFrom: null }] = (await read()).cases;
    const survivor = await family();
    scenario.names.set('family', survivor).set('part', drawnFrom ?? '');
    await scenario.send('merge-families');
    await scenario.followed();
    const followed = (await read()).cases.find((each) => each.episode === episode);
    expect(followed).toMatchObject({ selected: true, standing: 'MERGED', drawnFrom, family: survivor });
    expect(followed?.reference).toMatch(/^F-/);
    expect((await read()).cases.filter(({ standing }) => standing !== 'AS_DRAWN')).toHaveLength(1);
    expect(await check()).toMatchObject(same);
  });

  it('gives a case that cannot be looked at its next reserve, and shows both', async () => {
    const { cases } = await read();
    const dacorum = cases.filter(({ stratum }) => stratum.endsWith('dacorum'));
    const { episode: going = '' } = dacorum.find(({ selected }) => selected) ?? {};
    const { episode: next = '' } = dacorum.find(({ selected }) => !selected) ?? {};
    await scenario.send('replace-case', { episode: going });
    const after = new Map((await read()).cases.map((each) => [each.episode, each]));
    expect(after.get(going)).toMatchObject({ selected: false, replacedBy: next });
    expect(after.get(next)).toMatchObject({ selected: true, replaces: going });
    expect(codeOf(await scenario.try('replace-case', { episode: next }))).toBe('NO_RESERVE_LEFT');
    expect(await check()).toMatchObject(same);
  });

  it('uses up its seed', async () => {
    const { sample = '' } = Object.fromEntries(scenario.names);
    await scenario.send('design-sample', DESIGN);
    expect(codeOf(await scenario.try('commit-seed', { commitment: COMMITMENT }))).toBe('SEED_USED');
    scenario.names.set('sample', sample);
    expect(await scenario.read('samples')).toMatchObject({
      nodes: [{ state: 'DRAWN' }, { state: 'DESIGNED' }],
    });
  });

  it('is closed for good', async () => {
    await scenario.send('close-sample');
    expect(codeOf(await scenario.try('replace-case', { episode: lines[0]?.split(' ')[0] }))).toBe(
      'SAMPLE_CLOSED',
    );
    expect((await read()).sample.state).toBe('CLOSED');
    expect(await check()).toMatchObject(same);
  });
});
