import { expect, it, jest } from '@jest/globals';
import { Worker } from 'node:worker_threads';
import { startInWorker } from './worker-projector.ts';
import { TestRecord } from '../testing/record.ts';
import { notProjected } from '../told.ts';

it('read models whose thread has ended are said to fail, and answer nothing more', async () => {
  const record = await TestRecord.open();
  const told: unknown[] = [];
  const tell = (failed: unknown) => void told.push(failed);
  notProjected.subscribe(tell);
  const posting = jest.spyOn(Worker.prototype, 'postMessage');
  const projector = await startInWorker(record.settings);
  await projector.status();
  expect([projector.isFailing(), told]).toEqual([false, []]);
  const [thread] = posting.mock.contexts as Worker[];
  await thread?.terminate();
  expect([projector.isFailing(), told]).toEqual([true, [{ code: 'PROJECTOR_ENDED' }]]);
  await expect(projector.status()).rejects.toMatchObject({ code: 'STALE' });
  await projector.close();
  posting.mockRestore();
  notProjected.unsubscribe(tell);
  await record.close();
});
