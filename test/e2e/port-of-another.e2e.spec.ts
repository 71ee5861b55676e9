import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhr, serviceThatEnds } from '../support/processes.ts';

const PATIENCE_MS = 60_000;
/** What a service that was killed left behind. */
const TOKEN = 'a-token-that-nobody-else-may-see';

let folder: string;
let other: Server;
let port: number;
const asked: Pick<IncomingMessage, 'url' | 'headers'>[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-port-'));
  asked.length = 0;
  other = createServer(({ url, headers }, response) => {
    asked.push({ url, headers });
    response.setHeader('content-type', 'application/json').end('{"data":{"__typename":"Forged"}}');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  ({ port } = other.address() as AddressInfo);
});
afterEach(() => {
  other.closeAllConnections();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('another program at the port of a service that is gone', () => {
  it(
    'is sent no token and is not believed: the verb starts the service itself',
    async () => {
      const left = { address: `http://127.0.0.1:${port}`, token: TOKEN, pid: 1 };
      writeFileSync(join(folder, 'service.json'), JSON.stringify(left), { mode: 0o600 });
      const { status, answer } = await fhr(folder, 'query', '{ __typename }', '--as', 'auditor');
      expect([status, answer]).toEqual([0, '{"data":{"__typename":"Query"}}\n']);
      expect(asked.map(({ url }) => url?.split('?')[0])).toEqual(['/operator/hello']);
      expect(JSON.stringify(asked)).not.toMatch(/authorization|a-token-that/);
    },
    PATIENCE_MS,
  );

  it(
    'keeps a service from starting, which says so in one sentence',
    async () => {
      const { status, said } = await serviceThatEnds(folder, { FHR_PORT: String(port) });
      expect(status).toBe(2);
      expect(said).toMatch(
        new RegExp(`^SETTINGS_REFUSED: .* FHR_PORT: another program listens on port ${port}\\.$`, 'm'),
      );
      const told = await serviceThatEnds(folder, { FHR_METRICS: `127.0.0.1:${port}` });
      expect(told.status).toBe(2);
      expect(told.said).toContain(`FHR_METRICS: another program listens on port ${port}.`);
    },
    PATIENCE_MS,
  );
});
