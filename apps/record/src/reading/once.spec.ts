import { expect, it } from '@jest/globals';
import type { HoldRow } from '#libs/read-models';
import { ForgettingView } from '../forgetting/forgetting.view.ts';
import { OversightView } from '../oversight/oversight.view.ts';
import type { ServedRecord } from '../served-record.ts';
import { TimelineView } from '../timeline/timeline.view.ts';

const at = () => ({ position: 7, knownAt: null, effectiveAt: null, provisional: false });
const due = {
  ...{ clock: 'DRIFT', about: 'episode-1', started: 1, startedOn: '2026-03-01', dueOn: '2026-03-02' },
  ...{ daysOverdue: 1, family: 'family-1', episode: 'episode-1', request: null, district: null },
  ...{ agency: 'organisation-1', keyworker: 'worker-1', cover: 'worker-2' },
};

it('names and references are asked for once in an answer, and anew in the next, as they were by then', () => {
  const asked: string[] = [];
  const find = (id: string, position: number) => {
    asked.push(id);
    return { name: `${id} at ${position}`, reference: `${id} at ${position}` };
  };
  const record = {
    readers: {
      directory: {
        organisation: find,
        worker: (id: string, then: number) => (id === 'worker-2' ? void asked.push(id) : find(id, then)),
      },
      families: { family: find },
      requests: { request: find },
    },
    reference: () => ({ title: () => 'Drift' }),
  } as object as ServedRecord;
  const view = new OversightView(record, new TimelineView(record));
  const first = at();
  const rows = [due, due, { ...due, request: 'request-1' }].map((row) => view.due(row, first));
  expect(rows[1]).toMatchObject({
    ...{ agencyName: 'organisation-1 at 7', keyworkerName: 'worker-1 at 7', coverName: null },
    reference: 'family-1 at 7',
  });
  expect(rows[2]?.reference).toBe('request-1 at 7');
  const all = ['organisation-1', 'worker-1', 'worker-2', 'family-1', 'request-1'];
  expect(asked).toEqual(all);
  expect(view.due(due, { ...at(), position: 8 }).keyworkerName).toBe('worker-1 at 8');
  expect(asked).toEqual([...all, ...all.slice(0, 4)]);
});

it('limits are read once for a page of holds', () => {
  const asked: number[] = [];
  const lastDaysAt = (position: number) => {
    asked.push(position);
    return (clock: string, day: string) => `${clock} ${day}`;
  };
  const record = { readers: { oversight: { lastDaysAt } } } as object as ServedRecord;
  const view = new ForgettingView(record, new TimelineView(record));
  const first = at();
  const held = { state: 'STANDS', lookedAt: '2026-03-01T10:00:00.000Z' } as HoldRow;
  const shown = [held, held].map((row) => view.hold(row, first).reviewBy);
  expect(shown).toEqual(['HOLD_REVIEW 2026-03-01', 'HOLD_REVIEW 2026-03-01']);
  expect(asked).toEqual([7]);
});
