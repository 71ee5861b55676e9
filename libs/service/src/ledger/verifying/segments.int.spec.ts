import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { signedLog, type SignedLog } from '../../testing/signed-log.ts';
import type { Segment } from './segment.ts';
import { segmentsOf } from './segments.ts';

const EVENTS = 40;

let log: SignedLog;
beforeAll(async () => {
  log = await signedLog();
  await log.append(EVENTS);
  await log.store.close();
});
afterAll(() => log.clear());

describe('a log that is read on several threads', () => {
  it('comes in its order, with the same leaves as on one', async () => {
    const here = await read({ inline: true });
    const there = await read({ inline: false });
    expect(here.map(({ from, count }) => [from, count])).toEqual([
      [0, 16],
      [16, 16],
      [32, 8],
    ]);
    expect(there).toEqual(here);
  });

  it('is cut where an event is missing, and says of one that is not its document’s in what', async () => {
    edit('DELETE FROM events WHERE position = 20');
    edit("UPDATE events SET type = 'Other' WHERE position = 3");
    const here = await read({ inline: true });
    expect(here.map(({ count, cut }) => [count, cut])).toEqual([
      [16, undefined],
      [4, 'it is not there'],
      [8, undefined],
    ]);
    expect(here[0]?.faults).toEqual([{ position: 3, fault: 'its type is not its document’s' }]);
    expect(await read({ inline: false })).toEqual(here);
  });
});

async function read({ inline }: { readonly inline: boolean }): Promise<Segment[]> {
  const segments: Segment[] = [];
  const asked = { until: EVENTS, inline, size: 16 };
  for await (const segment of segmentsOf(log.settings.logFile, asked)) segments.push(segment);
  return segments.map((each) => ({ ...each, leaves: Uint8Array.from(each.leaves) }));
}

function edit(sql: string): void {
  const database = new DatabaseSync(log.settings.logFile);
  database.exec(sql);
  database.close();
}
