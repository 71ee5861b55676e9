import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSimulated } from '#libs/service';
import { Served } from '../../apps/record/src/testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../../apps/record/src/testing/story.ts';

// Help opens on 2 March 2026 for a family that is registered on that day; all below is said on 1 June, of days before.

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { clock } = served.record;
  if (isSimulated(clock)) clock.standAt('2026-06-01T09:00:00.000Z');
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const on = (value: string) => ({
  occurredAt: { value, precision: 'DATE' },
  lateReason: 'RECEIVED_LATE',
});
const informed = (day: string) => ({
  family: story.family.id,
  episode: story.episode,
  from: 'SCHOOL',
  summary: 'Often late.',
  ...on(day),
});

/** The flags whose cause is the event at a position. */
async function flagsOf(position: string): Promise<string[]> {
  const { managers, projector, store } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  const query = `query ($family: ID!, $after: Token) {
    familyTimeline(family: $family, purpose: AUDIT, after: $after, first: 100) {
      nodes { type data cites { position } }
    }
  }`;
  const { nodes } = await served.read<{
    nodes: { type: string; data: { flag: string }; cites: { position: string }[] }[];
  }>('auditor', query, { family: story.family.id });
  return nodes
    .filter(({ type, cites }) => type === 'DataQualityFlagRaised' && cites[0]?.position === position)
    .map(({ data }) => data.flag);
}

describe('what is said of a day long before', () => {
  it('says why it comes so late', async () => {
    const { lateReason, ...unsaid } = informed('2026-02-01');
    await expect(served.order('coordinator', 'receiveInformation', unsaid)).rejects.toThrow(
      'LATE_REASON_REQUIRED',
    );
  });

  it('is taken of a time before the registration, shown before it, and flagged where help was decided since', async () => {
    const told = await served.order('coordinator', 'receiveInformation', informed('2026-02-01'));
    const query = `query ($family: ID!) {
      familyTimeline(family: $family, purpose: AUDIT, order: OCCURRED, first: 100) { nodes { position type late } }
    }`;
    const { nodes } = await served.read<{ nodes: { position: string; type: string; late: number }[] }>(
      'auditor',
      query,
      { family: story.family.id },
    );
    const at = (is: (node: { position: string; type: string }) => boolean) => nodes.findIndex(is);
    const entry = at(({ position }) => position === told.position);
    expect(entry).toBeLessThan(at(({ type }) => type === 'FamilyRegistered'));
    expect(nodes[entry]).toMatchObject({ late: 120 });
    expect(await flagsOf(told.position)).toEqual(['LATE_BEFORE_DECISION']);
  });

  it('is taken and flagged where it comes before help began', async () => {
    const stepped = await served.order('practitioner', 'stepUp', {
      ...stepUpOf(story),
      ...on('2026-02-20'),
    });
    expect(await flagsOf(stepped.position)).toEqual(['OUT_OF_ORDER']);
  });

  it('is refused in words that were not in use on that day', async () => {
    const request = {
      source: '2A',
      channel: 'PORTAL',
      urgency: 'ROUTINE',
      agreement: 'NOT_SOUGHT',
      children: [{ givenName: 'Ben', familyName: 'Reed', dateOfBirth: '2012-05-04', sex: 'M' }],
      answers: { whatIsWorrying: 'Not sleeping.' },
      gss: 'E07000243',
    };
    const order = served.order('coordinator', 'receiveRequest', { ...request, ...on('2013-03-31') });
    await expect(order).rejects.toThrow('CODE_NOT_CURRENT');
  });

  it('is refused as work after the help had ended, and taken and flagged as information', async () => {
    const { family, episode, child } = story;
    const outcomes = [{ child: child.id, outcome: 'Sleeps.', bees: ['BEE.SAF'] }];
    await served.order('manager', 'closeEpisode', {
      family: family.id,
      episode,
      reason: 'OUTCOMES_MET',
      outcomes,
      ...on('2026-05-01'),
    });
    await expect(
      served.order('manager', 'stepDown', {
        ...stepUpOf(story),
        from: 'L3',
        to: 'L2',
        indicators: ['L2.01'],
        ...on('2026-05-10'),
      }),
    ).rejects.toThrow('EPISODE_CLOSED');
    const told = await served.order('coordinator', 'receiveInformation', informed('2026-05-10'));
    expect(await flagsOf(told.position)).toEqual(['EVENT_AFTER_CLOSURE']);
  });

  it('is refused of somebody who had died by then, and taken of a day before', async () => {
    const { mother } = story;
    await served.order('coordinator', 'recordDeath', {
      person: mother.id,
      dateOfDeath: '2026-04-10',
      verification: 'CERTIFICATE',
      lateReason: 'RECEIVED_LATE',
    });
    const address = (from: string) =>
      served.order('coordinator', 'recordAddress', {
        person: mother.id,
        type: 'HOME',
        line: '2 Low Street',
        from,
        ...on(from),
      });
    await expect(address('2026-04-11')).rejects.toThrow('AFTER_DEATH');
    expect(Number((await address('2026-04-09')).position)).toBeGreaterThan(0);
  });
});
