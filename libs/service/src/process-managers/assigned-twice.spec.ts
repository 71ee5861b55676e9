import { expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import type { AuditRow } from '#libs/read-models';
import { assignedTwice } from './assigned-twice.ts';

const CASE = { episode: 'episode-1', sample: 'sample-1' };
const audit = (id: string, row: Partial<AuditRow> = {}) =>
  ({ audit: id, state: 'ASSIGNED', ...CASE, ...row }) as AuditRow;

/** What follows where an audit is assigned beside these, in their order. */
async function following(stream: string, rows: readonly AuditRow[], data: object = CASE) {
  const readers = { audits: { ofSample: (sample: string) => rows.filter((row) => row.sample === sample) } };
  const manager = assignedTwice({ readers, caughtUp: async () => undefined });
  return manager.steps({ type: 'AuditAssigned', stream, data } as StoredEvent);
}

const withdrawn = (id: string) => [
  {
    ...{ name: id, stream: id },
    order: { type: 'WithdrawAudit', data: { audit: id, reason: 'IN_ERROR' } },
  },
];

it('of two audits of one case of a sample the later is withdrawn, and of three each but the first', async () => {
  const both = [audit('audit-1'), audit('audit-2', { state: 'PINNED' }), audit('audit-3')];
  expect(await following('audit-1', both)).toEqual([]);
  expect(await following('audit-2', both)).toEqual(withdrawn('audit-2'));
  expect(await following('audit-3', both)).toEqual(withdrawn('audit-3'));
});

it('one stays whose forerunner was withdrawn, or that is graded, or of another case', async () => {
  expect(await following('audit-2', [audit('audit-1', { state: 'WITHDRAWN' }), audit('audit-2')])).toEqual(
    [],
  );
  expect(await following('audit-2', [audit('audit-1'), audit('audit-2', { state: 'GRADED' })])).toEqual([]);
  expect(await following('audit-2', [audit('audit-1', { episode: 'episode-2' }), audit('audit-2')])).toEqual(
    [],
  );
});

it('one that is of no sample stays', async () => {
  const both = [audit('audit-1'), audit('audit-2')];
  expect(await following('audit-2', both, { episode: 'episode-1', reason: 'CONCERN' })).toEqual([]);
});
