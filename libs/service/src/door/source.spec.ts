import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { coordinator, order, refusal, smallRecord, type SmallRecord } from '../testing/small-record.ts';
import { form } from '../testing/story-of-people.ts';

let record: SmallRecord;
beforeEach(async () => {
  record = await smallRecord();
});
afterEach(() => record.close());

/** A request from one source that is corrected to another, and is over. */
async function corrected(source: string, replaced: object): Promise<string> {
  const { id: request } = await record.door.send(order('ReceiveRequest', { ...form(), source }));
  const [received] = (await record.events()).filter(({ stream }) => stream === request);
  const data = {
    ...{ stream: request, entry: received?.id ?? '', reason: 'LATER_EVIDENCE' },
    replaced: { requestReceived: replaced },
  };
  await record.door.send(order('CorrectEntry', data, { actor: coordinator }));
  await record.door.send(order('WithdrawRequest', { request, reason: 'NEEDS_MET' }));
  return request;
}
const tell = (request: string) =>
  record.door.send(order('InformReferrer', { request, how: 'PHONE', content: 'OUTCOME_ONLY' }));

describe('whoever asked, where a correction says who that was', () => {
  it('is told once it is known who it was', async () => {
    const request = await corrected('9', { source: '1B', referrerName: 'Aunt Jo' });
    await tell(request);
    expect((await record.events()).at(-1)?.type).toBe('ReferrerInformedOfOutcome');
  });

  it('is not told once it is known that it was the child', async () => {
    const request = await corrected('1B', { source: '1C' });
    expect(await refusal(tell(request))).toMatchObject({ code: 'NO_FEEDBACK_POSSIBLE' });
  });
});
