import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, readSettings } from '#libs/service';
import { fhr, serviceThatEnds } from '../support/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fhr-heads-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a node whose log says what is not so of how its streams ended stops, in one line', async () => {
  const record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), { inline: true });
  const { size } = await record.ledgers.heads();
  const { position } = await record.door.send({
    type: 'NoteLedgerHeads',
    data: { size, root: Buffer.alloc(32, 7).toString('base64') },
    commandId: '5b3f1c9e-0c0b-4c35-9a44-2f6d3d1b7a10',
    actor: { user: 'system', role: 'SYSTEM', agency: 'system' },
    source: 'SYSTEM',
  });
  await record.close();

  const { status, said } = await serviceThatEnds(folder);
  expect(status).toBe(5);
  expect(said).toMatch(
    new RegExp(`^STORE_REFUSED: .* says in event ${position} how its streams ended.*$`, 'm'),
  );

  const verified = await fhr(folder, 'verify', '--all', '--json');
  expect([verified.status, JSON.parse(verified.answer)]).toMatchObject([1, { firstBad: { position } }]);
}, 60_000);
