import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decideErasure, helpEnded, LONG_AFTER, standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import type { Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpEnded(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const DUE = `query ($on: Date, $purpose: Purpose!, $first: Int, $after: Token, $asOf: AsOf) {
  retentionDue(on: $on, purpose: $purpose, first: $first, after: $after, asOf: $asOf) {
    nodes { person rule until holds } pageInfo { hasNextPage endCursor }
  }
}`;
const HOLDS = `query { legalHolds(purpose: OPERATIONS) { nodes { id state releaseProposed persons families reviewBy } } }`;
const HOLD = `query ($hold: ID!, $purpose: Purpose!) {
  legalHold(hold: $hold, purpose: $purpose) {
    hold { state } entries { type summary by { user role } data redactions { pointer reason } }
  }
}`;
const ERASURES = `query ($state: ErasureState) {
  erasures(purpose: OPERATIONS, state: $state) { nodes { id state ground persons families requests answerBy notBefore } }
}`;
const ERASURE = `query ($erasure: ID!, $purpose: Purpose!) {
  erasure(erasure: $erasure, purpose: $purpose) {
    erasure { state notBefore }
    certificate {
      proposedBy approvedBy rules certifiedAt purged { node } destroyed { subject }
      copies { kind entry user agency agencyName person notifiedAt }
    }
    entries { type summary redactions { pointer reason } }
  }
}`;
const SAW = `query ($person: ID!) { whoSaw(person: $person, purpose: AUDIT, last: 100) { nodes { role reads } } }`;

const followed = async () => served.record.projector.reached(await served.record.store.head());
const due = (variables: object) =>
  served.read<{ nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } }>(
    'privacy-officer',
    DUE,
    {
      purpose: 'OPERATIONS',
      ...variables,
    },
  );

describe('whose records need no longer be kept', () => {
  it('is said with the rule that ended last, a grown-up’s with the child’s', async () => {
    const until = '2043-05-04';
    const both = [story.child.id, story.mother.id].map((person) => ({
      person,
      rule: 'EARLY_HELP',
      until,
      holds: [],
    }));
    expect((await due({ on: '2043-05-05' })).nodes).toEqual(both);
    expect((await due({ on: until })).nodes).toEqual([]);
  });
  it('comes page by page, and as of any position', async () => {
    const first = await due({ on: '2043-05-05', first: 1 });
    expect(first).toMatchObject({ nodes: [{ person: story.child.id }], pageInfo: { hasNextPage: true } });
    const second = await due({ on: '2043-05-05', first: 1, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ nodes: [{ person: story.mother.id }], pageInfo: { hasNextPage: false } });
    const asOf = { position: story.child.position };
    expect((await due({ on: '2043-05-05', asOf })).nodes).toMatchObject([
      { person: story.child.id, rule: 'KNOWN' },
    ]);
  });
  it('shows an auditor no day, as it tells of a birth, and others nothing', async () => {
    const asked = { on: '2043-05-05', purpose: 'AUDIT' };
    expect(await served.read('auditor', DUE, asked)).toMatchObject({
      nodes: [{ person: story.child.id, until: null }, { until: null }],
    });
    for (const persona of ['practitioner', 'coordinator', 'partner', 'quality', 'system'] as const)
      await expect(served.read(persona, DUE, { ...asked, purpose: 'OPERATIONS' })).rejects.toThrow(
        'NOT_PERMITTED',
      );
  });
  it('is recorded as a read of whom it names', async () => {
    expect(await served.read('auditor', SAW, { person: story.child.id })).toMatchObject({
      nodes: expect.arrayContaining([{ role: 'PRIVACY_OFFICER', reads: ['retentionDue'] }]) as unknown,
    });
  });
});

describe('a legal hold', () => {
  const explanation = 'The ombudsman asked for it.';
  const placing = () => ({
    families: [story.family.id],
    everything: false,
    reason: 'COMPLAINT',
    explanation,
  });
  const proposing = () => ({
    persons: [story.child.id],
    ground: 'RETENTION_ENDED',
    rationale: 'Nothing keeps it.',
  });
  let hold: string;

  it('keeps whoever belongs to what it names', async () => {
    ({ id: hold } = await served.order('manager', 'placeLegalHold', placing()));
    await expect(served.order('privacy-officer', 'proposeErasure', proposing())).rejects.toThrow(
      'LEGAL_HOLD',
    );
    expect(await served.read('privacy-officer', HOLDS)).toEqual({
      nodes: [
        {
          id: hold,
          state: 'STANDS',
          releaseProposed: false,
          persons: [],
          families: [story.family.id],
          reviewBy: '2063-03-01',
        },
      ],
    });
    expect((await due({ on: '2043-05-05' })).nodes).toMatchObject([{ holds: [hold] }, { holds: [hold] }]);
  });
  it('says why to who decides on it, and not to who only audits', async () => {
    const [entry] = (
      await served.read<{ entries: object[] }>('manager', HOLD, { hold, purpose: 'OPERATIONS' })
    ).entries;
    expect(entry).toMatchObject({
      summary: 'Legal hold placed: a complaint, or the ombudsman',
      by: { user: 'manager', role: 'MANAGER' },
      data: { explanation },
    });
    expect(await served.read('auditor', HOLD, { hold, purpose: 'AUDIT' })).toMatchObject({
      entries: [
        { summary: 'Legal hold placed', redactions: [{ reason: 'WITHHELD' }, { reason: 'WITHHELD' }] },
      ],
    });
    await expect(served.read('practitioner', HOLD, { hold, purpose: 'OPERATIONS' })).rejects.toThrow(
      'NOT_PERMITTED',
    );
  });
  it('is asked for by its id, as an erasure is: no other text is taken into the record of reads', async () => {
    for (const named of [`${story.family.id} Tranter`, story.family.id, 'hold-Tranter'])
      for (const query of [HOLD, ERASURE]) {
        const asked = served.read('practitioner', query, {
          hold: named,
          erasure: named,
          purpose: 'OPERATIONS',
        });
        await expect(asked).rejects.toThrow('INVALID_REFERENCE');
      }
  });
  it('goes when two people let it go', async () => {
    const reason = 'The complaint is settled.';
    await served.order('privacy-officer', 'proposeLegalHoldRelease', { hold, reason });
    const letGo = { hold, rationale: 'It is.' };
    await expect(served.order('privacy-officer', 'releaseLegalHold', letGo)).rejects.toThrow('SELF_APPROVAL');
    await served.order('manager', 'releaseLegalHold', letGo);
    await followed();
    expect(await served.read('manager', HOLD, { hold, purpose: 'OPERATIONS' })).toMatchObject({
      hold: { state: 'RELEASED' },
    });
  });
});

describe('an erasure', () => {
  let erasure: string;

  it('that was asked for is answered within a month', async () => {
    const words = 'Delete it all.';
    const asking = { persons: [story.mother.id], askedBy: 'THEMSELVES', words };
    const { id } = await served.order('coordinator', 'requestErasure', asking);
    await followed();
    expect(await served.read('privacy-officer', ERASURES, { state: 'REQUESTED' })).toMatchObject({
      nodes: [{ id, persons: [story.mother.id], answerBy: '2062-04-01' }],
    });
    const refusing = { erasure: id, reason: 'IDENTITY_NOT_SHOWN', rationale: 'Nobody knows who asked.' };
    await served.order('privacy-officer', 'refuseErasure', refusing);
    await followed();
  });
  it('waits for text that others share to be read', async () => {
    const proposed = { persons: [story.child.id], ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.' };
    const { id } = await served.order('privacy-officer', 'proposeErasure', proposed);
    const approving = { erasure: id, rationale: 'So it is.' };
    await expect(served.order('manager', 'approveErasure', approving)).rejects.toThrow(
      'SHARED_TEXT_NOT_REVIEWED',
    );
    await expect(served.order('privacy-officer', 'approveErasure', approving)).rejects.toThrow(
      'SELF_APPROVAL',
    );
    await served.order('manager', 'refuseErasure', {
      erasure: id,
      reason: 'SHARED_TEXT',
      rationale: 'Not so.',
    });
    await followed();
    expect(await served.read('privacy-officer', ERASURES, { state: 'REFUSED' })).toMatchObject({
      nodes: expect.arrayContaining([
        expect.objectContaining({ id, persons: [story.child.id], answerBy: null }),
      ]) as unknown,
    });
  });
  it('is decided by two people, and waits for its day', async () => {
    const { child, mother, family, request } = story;
    const records = { persons: [child.id, mother.id], families: [family.id], requests: [request.id] };
    erasure = await decideErasure(served, records);
    await followed();
    expect(await served.read('privacy-officer', ERASURE, { erasure, purpose: 'OPERATIONS' })).toMatchObject({
      erasure: { state: 'DECIDED', notBefore: '2062-04-01' },
      certificate: null,
      entries: [{ type: 'ErasureProposed' }, { type: 'ErasureDecided' }],
    });
    await served.record.erasures.look();
    expect(await served.read('privacy-officer', ERASURES, { state: 'DECIDED' })).toMatchObject({
      nodes: [{ id: erasure, ...records }],
    });
  });
  it('leaves a certificate, and nothing of what was said', async () => {
    standAt(served, '2062-04-01T10:00:00.000Z');
    await served.record.erasures.look();
    await served.record.projector.reached(await served.record.store.head());
    const { certificate, ...answer } = await served.read<{ certificate: { destroyed: object[] } }>(
      'privacy-officer',
      ERASURE,
      { erasure, purpose: 'OPERATIONS' },
    );
    expect(certificate).toMatchObject({
      proposedBy: 'privacy-officer',
      approvedBy: 'manager',
      rules: ['EARLY_HELP@2026.1'],
      copies: [],
      purged: [expect.objectContaining({})],
      certifiedAt: '2062-04-01T10:00:00.000Z',
    });
    const { child, mother, family, request } = story;
    const subjects = [child.id, mother.id, family.id.slice(7), request.id.slice(8)];
    expect(certificate.destroyed).toEqual(expect.arrayContaining(subjects.map((subject) => ({ subject }))));
    expect(answer).toMatchObject({
      erasure: { state: 'CERTIFIED' },
      entries: expect.arrayContaining([
        expect.objectContaining({
          summary: 'Erasure proposed: it need not be kept any longer',
          redactions: expect.arrayContaining([{ pointer: '/rationale', reason: 'ERASED' }]) as unknown,
        }),
      ]) as unknown,
    });
    expect((await due({ on: LONG_AFTER.slice(0, 10) })).nodes).toEqual([]);
  });
});
