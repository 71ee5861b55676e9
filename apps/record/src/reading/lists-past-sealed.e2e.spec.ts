import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { caughtUp, graded } from '../testing/audit-story.ts';
import { helpOpensToo } from '../testing/sampled-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Of two families each has an audit, a hold and a request for erasure; the one that had them first is sealed.

let served: Served;
let story: Story;
let shown: { readonly audit: string; readonly child: string };

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const other = await helpOpensToo(served, story, 'Zoe');
  await told({ episode: story.episode, child: story.child.id });
  const child = other.child.id;
  shown = { audit: await told({ episode: other.episode, child }), child };
  await sealed(served, story.family.id, await custodians(served, story));
  await caughtUp(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** Answers the audit. */
async function told({
  episode,
  child,
}: {
  readonly episode: string;
  readonly child: string;
}): Promise<string> {
  const audit = await graded(served, { episode });
  const { keyworker: owner } = story;
  await served.order('quality', 'setAuditAction', {
    audit,
    owner,
    due: '2026-04-01',
    what: 'See her alone.',
  });
  await served.order('quality', 'raiseImmediateConcern', { audit, what: 'Nobody has seen her.' });
  const persons = [child];
  const hold = { persons, everything: false, reason: 'COURT', explanation: 'A hearing.' };
  await served.order('manager', 'placeLegalHold', hold);
  await served.order('coordinator', 'requestErasure', {
    persons,
    askedBy: 'THEMSELVES',
    words: 'All of it.',
  });
  return audit;
}

/** Who reads which list, for what, and what of a line says whose it is. */
const LISTS = [
  ['quality', 'audits', 'QUALITY', 'id', 'audit'],
  ['auditor', 'audits', 'AUDIT', 'id', 'audit'],
  ['quality', 'auditActions', 'QUALITY', 'audit', 'audit'],
  ['quality', 'immediateConcerns', 'QUALITY', 'audit', 'audit'],
  ['privacy-officer', 'legalHolds', 'OPERATIONS', 'persons', 'child'],
  ['privacy-officer', 'erasures', 'OPERATIONS', 'persons', 'child'],
] as const;

it.each(LISTS)('to %s a page of %s is as full as if nothing were sealed', async (...of) => {
  const [persona, list, purpose, member, shows] = of;
  for (const size of ['first: 1', 'last: 1']) {
    const query = `{ ${list}(purpose: ${purpose}, ${size}) {
      nodes { is: ${member} } pageInfo { hasNextPage hasPreviousPage } } }`;
    const { nodes, pageInfo } = await served.read<{ nodes: { is: unknown }[]; pageInfo: object }>(
      persona,
      query,
    );
    expect(nodes.map(({ is }) => [is].flat())).toEqual([[shown[shows]]]);
    expect([size, pageInfo]).toEqual([size, { hasNextPage: false, hasPreviousPage: false }]);
  }
});

it('a hold on a request alone is not there where the request is sealed with its family', async () => {
  const { request } = story;
  const about = { requests: [request.id], everything: false, reason: 'COURT', explanation: 'A hearing.' };
  const { id: hold } = await served.order('manager', 'placeLegalHold', about);
  await served.record.projector.reached(await served.record.store.head());
  const query = `query ($hold: ID!) { legalHold(hold: $hold, purpose: OPERATIONS) { hold { requests } } }`;
  const read = (persona: PersonaName) => served.read(persona, query, { hold });
  expect(await read('manager')).toEqual({ hold: { requests: [request.id] } });
  await expect(read('privacy-officer')).rejects.toThrow('NOT_FOUND');
  const reviewed = served.order('privacy-officer', 'reviewLegalHold', { hold, note: 'It goes on.' });
  await expect(reviewed).rejects.toThrow('NOT_FOUND');
});
