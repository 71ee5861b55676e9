import { expect, it } from '@jest/globals';
import { decodeStoredEvent } from '#libs/contracts';
import { as, feedClient, refusal } from '../testing/feed-clients.ts';
import { Served } from '../testing/served.ts';

it('takes what pages cost from the caller’s one budget, and records the first refusal of a minute', async () => {
  await using served = await Served.start({ costLimit: 250 });
  const { record } = served;
  await record.projector.reached(await record.store.head());
  const client = feedClient(served.address);
  const ask = async (persona: 'system' | 'auditor') =>
    refusal(
      client.listEvents(
        { following: { purpose: persona === 'system' ? 'OPERATIONS' : 'AUDIT' } },
        await as(served, persona),
      ),
    );
  const asked = [await ask('system'), await ask('system'), await ask('system'), await ask('system')];
  const over = 'ResourceExhausted COST_LIMIT';
  expect(asked).toEqual(['ANSWERED', 'ANSWERED', over, over]);
  const batch = await fetch(`${served.address}/feed?purpose=OPERATIONS`, {
    headers: await served.as('system'),
  });
  expect([batch.status, await batch.json()]).toMatchObject([
    429,
    { errors: [{ extensions: { code: 'COST_LIMIT', details: { retryAfter: expect.any(Number) } } }] },
  ]);
  expect(batch.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  expect(await ask('auditor')).toBe('ANSWERED');
  const refused = [];
  for await (const { events } of record.accessStore.readAll())
    refused.push(
      ...events
        .map(({ document }) => decodeStoredEvent(document).data)
        .filter(({ effect }) => effect === 'REFUSED'),
    );
  expect(refused).toMatchObject([{ policies: ['cost-limit'], door: 'FEED', reads: ['listEvents'] }]);
});
