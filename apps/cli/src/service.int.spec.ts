import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isBuilding } from './service.ts';

let server: Server;
let answered: { status: number; body: object };
beforeEach(async () => {
  server = createServer((_, response) =>
    response.writeHead(answered.status).end(JSON.stringify(answered.body)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function asked(status: number, body: object): Promise<boolean> {
  answered = { status, body };
  return isBuilding(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a service that a verb started for its task', () => {
  it('is waited for while its read models are built, and for no other reason', async () => {
    expect(await asked(503, { because: ['LEDGER_NOT_SIGNED', 'READ_MODELS_BEHIND'] })).toBe(true);
    expect(await asked(503, { because: ['DISK_FULL'] })).toBe(false);
    expect(await asked(200, { status: 'ok' })).toBe(false);
  });
});
