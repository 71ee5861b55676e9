import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { serviceProof } from '#libs/service';
import { Served } from '../testing/served.ts';
import type { ImportOrder } from './operator-door.ts';

const TOKEN = 'a-token-of-this-machine';

let served: Served;
const orders: (Omit<ImportOrder, 'csv'> & { csv: string })[] = [];

beforeAll(async () => {
  served = await Served.start({
    operator: {
      token: TOKEN,
      tasks: {
        createBundle: async () => ({}),
        createPack: async () => ({}),
        importRequests: async ({ csv, ...order }) => {
          const chunks: Uint8Array[] = [];
          for await (const chunk of csv) chunks.push(chunk);
          orders.push({ ...order, csv: Buffer.concat(chunks).toString() });
          return { requests: 1 };
        },
      },
    },
  });
});
afterAll(() => served[Symbol.asyncDispose]());

const operator = { authorization: `Bearer ${TOKEN}` };
const send = (path: string, headers: Readonly<Record<string, string>>) =>
  request(served.server.http)
    .post(path)
    .set({ 'content-type': 'text/csv', ...headers })
    .send('line one');

describe('the operator’s door', () => {
  it('hands a file to the import, as the coordinator unless someone else is named', async () => {
    const response = await send('/operator/import?dryRun=true', operator);
    expect(response.body).toEqual({ requests: 1 });
    const { authorization } = await served.as('manager');
    await send('/operator/import?acceptValid=true', {
      ...operator,
      'x-acting-token': authorization.slice('Bearer '.length),
    });
    expect(orders).toMatchObject([
      { csv: 'line one', dryRun: true, acceptValid: false, principal: { role: 'COORDINATOR' } },
      { csv: 'line one', dryRun: false, acceptValid: true, principal: { role: 'MANAGER' } },
    ]);
  });

  it('is not there for whoever has not its token, a known caller of the service either', async () => {
    const before = orders.length;
    for (const headers of [{}, { authorization: 'Bearer wrong' }, await served.as('administrator')]) {
      const response = await send('/operator/import', headers);
      expect(response.status).toBe(404);
      expect(response.body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    }
    expect(orders).toHaveLength(before);
  });

  it('proves that it knows its token without being sent it, to whoever asks with a challenge', async () => {
    const challenge = randomUUID();
    const hello = await request(served.server.http).get(`/operator/hello?challenge=${challenge}`);
    expect([hello.status, hello.text]).toEqual([200, serviceProof(TOKEN, challenge)]);
    const none = await request(served.server.http).get('/operator/hello');
    expect(none.status).toBe(404);
  });

  it('shows how far the read models are, and builds them anew', async () => {
    const head = await served.record.store.head();
    const status = await request(served.server.http).get('/operator/projections').set(operator);
    expect(status.body).toContainEqual(
      expect.objectContaining({ name: 'timeline', position: head, lag: 0, parked: 0 }),
    );
    const rebuilt = await send('/operator/projections/rebuild?name=timeline', operator);
    expect(rebuilt.body).toContainEqual(expect.objectContaining({ name: 'timeline', position: head }));
    const retried = await send('/operator/projections/retry', operator);
    expect(retried.body).toContainEqual(
      expect.objectContaining({ name: 'timeline', head, parkedEvents: [], rebuilding: false }),
    );
    const none = await send('/operator/projections/retry?name=nonsense', operator);
    expect([none.status, none.body]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
  });
});
