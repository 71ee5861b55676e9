import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let stepped: Receipt;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  stepped = await served.order('practitioner', 'stepUp', stepUpOf(story));
});
afterAll(() => served[Symbol.asyncDispose]());

const TIMELINE = `query ($family: ID!, $asOf: AsOf, $order: TimelineOrder, $purpose: Purpose!) {
  familyTimeline(family: $family, asOf: $asOf, order: $order, purpose: $purpose, first: 100) {
    nodes { position type recordedAt occurredAt { value precision } late corrected voided by { role agency } summary data redactions { pointer reason } }
    asOf { position knownAt effectiveAt provisional }
    lag
    pageInfo { hasNextPage }
  }
}`;

interface Timeline {
  nodes: {
    position: string;
    type: string;
    summary: string;
    data: Record<string, unknown>;
    redactions: unknown[];
  }[];
  asOf: { position: string };
  lag: number;
}

describe('a family’s story', () => {
  it('is told to an auditor from the request to the step up', async () => {
    const told = await served.read<Timeline>('auditor', TIMELINE, {
      family: story.family.reference,
      purpose: 'AUDIT',
    });
    expect(told.nodes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['FamilyRegistered', 'EpisodeOpened', 'SteppedUp']),
    );
    expect(told.nodes.at(-1)).toMatchObject({
      type: 'SteppedUp',
      position: stepped.position,
      by: { role: 'KEYWORKER' },
      data: { from: 'L2', to: 'L3', rationale: 'The school reports bruises.' },
      redactions: [],
    });
    expect(told.lag).toBe(0);
  });
});
