import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { leafHashOfText, merkleRoot } from '#libs/ledger';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { drawn, helpOpensToo } from '../testing/sampled-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const DAY = '2026-03-02';
const FRAME = `query ($filter: DesignSampleFilterInput!, $strata: [String!], $size: Int, $asOf: AsOf) {
  sampleFrame(filter: $filter, strata: $strata, size: $size, asOf: $asOf, purpose: QUALITY) {
    count size margin strata { stratum count take } statements } }`;
const SAMPLE = `query ($sample: ID!, $asOf: AsOf) { sample(sample: $sample, asOf: $asOf, purpose: QUALITY) {
  erasedSince sample { state frame { count } }
  cases { episode selected standing drawnFrom family reference } entries { type data } } }`;
const CHECK = `query ($sample: ID!) { sampleCheck(sample: $sample, purpose: QUALITY) {
  same frameSame drawSame count erased remarks lines root } }`;

interface Answer {
  readonly erasedSince: string | null;
  readonly cases: readonly { episode: string; standing: string; family: string | null }[];
}

const codeOf = async (served: Served, persona: PersonaName, query: string, variables: object = {}) =>
  (await served.ask(persona, query, variables)).errors?.[0]?.extensions['code'];

describe('a sample where records are sealed', () => {
  let served: Served;
  let story: Story;
  let later: Awaited<ReturnType<typeof helpOpensToo>>;
  let hidden: Awaited<ReturnType<typeof helpOpensToo>>;
  let keepers: Awaited<ReturnType<typeof custodians>>;
  let sample: string;
  const frame = (variables: object = {}) =>
    served.read<{ count: number }>('quality', FRAME, { filter: { on: DAY }, ...variables });

  beforeAll(async () => {
    served = await Served.start({ bornAt: `${DAY}T09:00:00.000Z` });
    story = await helpOpens(served);
    later = await helpOpensToo(served, story, 'Lea');
    hidden = await helpOpensToo(served, story, 'Mia');
    keepers = await custodians(served, story);
    expect(await frame()).toMatchObject({ count: 3 });
    await sealed(served, hidden.family.id, keepers);
    sample = (await drawn(served, { on: DAY, size: 2 })).id;
  }, 60_000);
  afterAll(() => served[Symbol.asyncDispose]());

  it('has none of them in its frame, and says of none that it is left out', async () => {
    expect(await frame()).toMatchObject({ count: 2, size: 2, margin: 0 });
    const { cases } = await served.read<Answer>('quality', SAMPLE, { sample });
    expect(cases.map(({ episode }) => episode).sort()).toEqual([story.episode, later.episode].sort());
    expect(cases.map(({ standing }) => standing)).toEqual(['AS_DRAWN', 'AS_DRAWN']);
  });

  it('keeps a case that is sealed since as one that is not there, and is the same when made again', async () => {
    await sealed(served, later.family.id, keepers);
    const answer = await served.read<Answer>('quality', SAMPLE, { sample });
    const gone = answer.cases.find(({ episode }) => episode === later.episode);
    expect(gone).toEqual({
      ...{ episode: later.episode, selected: true, standing: 'UNKNOWN' },
      ...{ drawnFrom: null, family: null, reference: null },
    });
    expect(JSON.stringify(answer)).not.toContain(later.family.id);
    expect(JSON.stringify(answer)).toContain(story.family.id);
    expect(await frame()).toMatchObject({ count: 1 });
    const check = await served.read<{ lines: string[]; root: string }>('quality', CHECK, { sample });
    expect(check).toMatchObject({
      ...{ same: true, frameSame: true, drawSame: true, count: 2, erased: 0, remarks: [] },
    });
    expect(check.lines).toContain(`${story.episode} all`);
    expect(JSON.stringify(check)).not.toContain(later.episode);
    const leaves = check.lines.map((line) =>
      line.includes(' ') ? leafHashOfText(line) : Buffer.from(line, 'hex'),
    );
    expect(Buffer.from(merkleRoot(leaves)).toString('hex')).toBe(check.root);
  });

  it('is read by quality assurance and audit, for what they are for, and by nobody else', async () => {
    const asked = (purpose: string) => `{ samples(purpose: ${purpose}) { nodes { id } } }`;
    expect(await served.read('auditor', asked('AUDIT'))).toEqual({ nodes: [{ id: sample }] });
    expect(await codeOf(served, 'quality', asked('AUDIT'))).toBe('PURPOSE_NOT_PERMITTED');
    for (const persona of ['manager', 'practitioner', 'coordinator', 'partner', 'system'] as const)
      expect(await codeOf(served, persona, asked('QUALITY'))).toBe('NOT_PERMITTED');
    const another = `sample-${'0'.repeat(26)}`;
    expect(await codeOf(served, 'quality', SAMPLE, { sample: another })).toBe('NOT_FOUND');
    expect(await codeOf(served, 'quality', CHECK, { sample: another })).toBe('NOT_FOUND');
    expect(await codeOf(served, 'quality', CHECK, { sample: 'family-1' })).toBe('INVALID_REFERENCE');
  });

  it('refuses a frame that no design could have', async () => {
    const refused = (variables: object) =>
      codeOf(served, 'quality', FRAME, { filter: { on: DAY }, ...variables });
    expect(await refused({ filter: { on: '2026-03-03' } })).toBe('DATE_IN_FUTURE');
    expect(await refused({ filter: { on: 'today' } })).toBe('INVALID_INPUT');
    expect(await refused({ filter: { on: DAY, districts: ['herts.ff.nowhere'] } })).toBe('UNKNOWN_CODE');
    expect(await refused({ strata: ['SHOE_SIZE'] })).toBe('UNKNOWN_CODE');
    expect(await refused({ size: 0 })).toBe('SAMPLE_SIZE');
  });

  it('is recorded among what was read, with the families that it shows', async () => {
    const looked = `{ accessLog(purpose: AUDIT, last: 30) { nodes { reads of } } }`;
    const { nodes } = await served.read<{ nodes: { reads: string[]; of: string[] }[] }>('auditor', looked);
    const read = nodes.filter(({ reads }) => reads.includes('sample'));
    expect(read.at(-1)?.of).toContain(story.family.id);
    expect(read.at(-1)?.of).not.toContain(later.family.id);
    expect(nodes.some(({ reads }) => reads.includes('sampleFrame'))).toBe(true);
  });
});

describe('a sample of which a case was erased', () => {
  it('is the same when made again, and says of how many nothing can be read any more', async () => {
    await using served = await Served.start({ bornAt: `${DAY}T09:00:00.000Z` });
    const story = await helpEnded(served);
    const { id: sample } = await drawn(served, { on: DAY, size: 1 });
    const { child, mother, family, request } = story;
    const records = { persons: [child.id, mother.id], families: [family.id], requests: [request.id] };
    await decideErasure(served, records);
    standAt(served, '2062-04-01T10:00:00.000Z');
    await served.record.erasures.look();
    await served.record.projector.reached(await served.record.store.head());
    expect(await served.read('quality', SAMPLE, { sample })).toMatchObject({
      sample: { frame: { count: 1 } },
      cases: [{ episode: story.episode, standing: 'ERASED', family: family.id }],
    });
    expect(await served.read('quality', CHECK, { sample })).toMatchObject({
      ...{
        same: true,
        frameSame: true,
        drawSame: true,
        count: 1,
        erased: 1,
        lines: [`${story.episode} all`],
      },
      remarks: ['Of 1 of its cases what was sealed has been erased since.'],
    });
  }, 60_000);
});
