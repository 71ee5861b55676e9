import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { policeTellLate, type LateReport } from '../testing/story.ts';

let served: Served;
let story: LateReport;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await policeTellLate(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const TIMELINE = `query ($family: ID!, $asOf: AsOf, $order: TimelineOrder, $purpose: Purpose = AUDIT, $first: Int, $after: Token) {
  familyTimeline(family: $family, asOf: $asOf, order: $order, purpose: $purpose, first: $first, after: $after) {
    edges { cursor }
    nodes {
      position type recordedAt occurredAt { value precision } late corrected voided by { role agency } summary data
      redactions { pointer reason }
    }
    asOf { position knownAt effectiveAt provisional }
    lag
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Timeline {
  edges: { cursor: string }[];
  nodes: {
    position: string;
    type: string;
    summary: string;
    data: Record<string, unknown>;
    redactions: { pointer: string; reason: string }[];
  }[];
  asOf: { position: string; knownAt: string; effectiveAt: string | null; provisional: boolean };
  lag: number;
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const timeline = (variables: object = {}) =>
  served.read<Timeline>('auditor', TIMELINE, { family: story.family.reference, ...variables });
const types = ({ nodes }: Timeline) => nodes.map(({ type }) => type);

describe('a family’s timeline', () => {
  it('tells an auditor the whole story, in the order it was recorded', async () => {
    const all = await timeline();
    expect(types(all)).toEqual(
      expect.arrayContaining([
        'FamilyRegistered',
        'MemberJoined',
        'EpisodeOpened',
        'KeyworkerAssigned',
        'SteppedUp',
      ]),
    );
    expect(all.nodes.at(-3)).toMatchObject({
      type: 'SteppedUp',
      position: story.stepped.position,
      recordedAt: '2026-03-10T10:00:00.000Z',
      occurredAt: { value: '2026-03-10', precision: 'DATE' },
      late: 0,
      by: { role: 'KEYWORKER' },
      data: { from: 'L2', to: 'L3', rationale: 'The school reports bruises.' },
      redactions: [],
    });
    expect(all.nodes.at(-2)).toMatchObject({
      type: 'InformationReceived',
      position: story.told.position,
      late: 17,
    });
    const last = all.nodes.at(-1);
    expect(last).toMatchObject({ type: 'DataQualityFlagRaised', by: { role: 'SYSTEM' } });
    expect(all).toMatchObject({ lag: 0, asOf: { position: last?.position, effectiveAt: '2026-03-20' } });
  });

  it('leaves out what was not known on the day asked about', async () => {
    const then = await timeline({ asOf: { knownAt: '2026-03-15T00:00:00Z' } });
    expect(types(then)).not.toContain('InformationReceived');
    expect(then.asOf).toMatchObject({
      position: story.stepped.position,
      knownAt: '2026-03-15T00:00:00.000Z',
    });
  });

  it('leaves out what had not happened by the day asked about', async () => {
    const by = await timeline({ asOf: { effectiveAt: '2026-03-05' }, order: 'OCCURRED' });
    expect(types(by)).toContain('InformationReceived');
    expect(types(by)).not.toContain('SteppedUp');
  });

  it('is the same in pages of two as in one', async () => {
    const whole = await timeline();
    const pages: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page: Timeline = await timeline({ first: 2, after });
      pages.push(...page.nodes.map(({ position }) => position));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(pages).toEqual(whole.nodes.map(({ position }) => position));
  });

  it('is found by its reference in any case, without its hyphen, and by its id', async () => {
    const whole = await timeline();
    const reference = story.family.reference ?? '';
    for (const family of [reference.toLowerCase(), reference.replace('-', ''), story.family.id]) {
      expect(await timeline({ family })).toEqual(whole);
    }
  });

  it('withholds, field by field and with the reason, what a reader’s role may not read', async () => {
    const seen = await served.read<Timeline>('quality', TIMELINE, {
      family: story.family.id,
      purpose: 'QUALITY',
    });
    const last = seen.nodes.at(-2);
    expect(last).toMatchObject({
      type: 'InformationReceived',
      data: { from: 'POLICE' },
      redactions: [{ pointer: '/summary', reason: 'WITHHELD' }],
    });
    expect(JSON.stringify(seen)).not.toContain('Officers');
    expect(JSON.stringify(seen)).not.toContain('FULL');
  });
});
