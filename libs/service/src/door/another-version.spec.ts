import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '#libs/contracts';
import { ava, order, refusal, smallRecord, type SmallRecord } from '../testing/small-record.ts';
import { readCompetence } from './facts/folded.ts';

let record: SmallRecord;
let survivor: string;
let other: string;
beforeEach(async () => {
  record = await smallRecord();
  ({ id: survivor } = await record.door.send(order('RegisterPerson', ava)));
  ({ id: other } = await record.door.send(order('RegisterPerson', { ...ava, identifiers: [] })));
});
afterEach(() => record.close());

/** What a later release appends to a stream. */
async function later(stream: string, changed: Pick<StoredEvent, 'type' | 'version'>): Promise<void> {
  const [known] = await record.events();
  const last = await record.store.revision(stream);
  const event = { ...known, id: randomUUID(), stream, revision: last + 1, ...changed };
  const document = Buffer.from(JSON.stringify(event));
  await record.store.append(stream, [{ id: event.id, type: event.type, document }], {
    expected: last < 0 ? 'no-stream' : last,
  });
}

describe('what this program does not know of a sealed stream', () => {
  it.each([
    { type: 'PersonTransitioned', version: 1 },
    { type: 'PersonRegistered', version: 99 },
  ])('stops orders that are judged by the person: $type, version $version', async (changed) => {
    await later(`person-${survivor}`, changed);
    const asked = { requestedBy: `worker-${'0'.repeat(26)}`, approvedBy: `worker-${'1'.repeat(26)}` };
    const link = order('LinkPersonsAsSame', { survivor, other, evidence: ['One birth date.'], ...asked });
    const { type: event, version } = changed;
    expect(await refusal(record.door.send(link))).toEqual({ code: 'UPGRADE_NEEDED', event, version });
  });

  it('stops those that are judged by what a child was found competent in', async () => {
    await later(`agreement-${survivor}`, { type: 'CompetenceWithdrawn', version: 1 });
    expect(await refusal(readCompetence(survivor, record))).toMatchObject({ code: 'UPGRADE_NEEDED' });
  });
});
