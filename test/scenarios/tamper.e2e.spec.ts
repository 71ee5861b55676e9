import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openRecord, readSettings } from '#libs/service';
import { EditedLog } from '../../libs/service/src/testing/edited-log.ts';
import { fhr } from '../support/processes.ts';
import { Scenario } from '../support/scenario.ts';

// Ava’s family is registered on 3 March, and help opens on 10 March; all of it is signed. Years later, while
// nothing runs, somebody changes one bit of what was stored on 3 March.

interface Verdict {
  readonly ok: boolean;
  readonly events: number;
  readonly firstBad: { position: number; stream: string; revision: number } | null;
  readonly checkpoint: { readonly size: number };
}
interface Told {
  readonly nodes: readonly object[];
}

let scenario: Scenario;
let folder: string;
let log: EditedLog;
/** Where the last event of the family’s registration stands, and which of its stream it is. */
let position: number;
let revision: number;
let family: string;
let signed: number;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-03T09:00:00Z');
  await scenario.send('register-organisation');
  await scenario.send('register-worker');
  await scenario.send('receive-request');
  await scenario.send('register-person');
  const registered = await scenario.send('register-family');
  ({ id: family, revision } = registered);
  position = Number(registered.position);
  scenario.standAt('2026-03-10T09:00:00Z');
  await scenario.send('open-episode');
  await scenario.followed();
  signed = await scenario.signed();
  expect((await scenario.read<Told>('family-timeline')).nodes.length).toBeGreaterThan(1);
  folder = await scenario.stop();
  log = new EditedLog(join(folder, 'events.db'));
});
afterAll(async () => {
  log.letGo();
  await scenario[Symbol.asyncDispose]();
});

const variables = () => ({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_ORIGIN: 'test.example/record' });

async function verified(): Promise<[status: number | null, verdict: Verdict]> {
  const { status, answer } = await fhr(folder, 'verify', '--all', '--json');
  return [status, JSON.parse(answer) as Verdict];
}

/** Changes one bit of the stored document, `part` of the way through it; done again, it is as before. */
function flip(part: number): void {
  const bytes = Buffer.from(log.value('document', position) as Uint8Array);
  const at = Math.floor(bytes.length * part);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  expect(log.put('document', position, bytes)).toBe(true);
  log.letGo();
}

it('nothing is wrong before: all is as it was written, under what was signed', async () => {
  const [status, { ok, events, firstBad, checkpoint }] = await verified();
  expect({ status, ok, firstBad }).toEqual({ status: 0, ok: true, firstBad: null });
  expect(checkpoint.size).toBeGreaterThanOrEqual(signed);
  expect(checkpoint.size).toBeLessThanOrEqual(events);
});

describe.each([0.1, 0.5, 0.9])('one bit changed in an old event, %d of the way through', (part) => {
  beforeAll(() => flip(part));
  afterAll(() => flip(part));

  it('is named by the verifier: stream, revision, and the first kept checkpoint that it breaks', async () => {
    const [status, { ok, firstBad, checkpoint }] = await verified();
    expect([status, ok]).toEqual([1, false]);
    expect(firstBad).toEqual({ position, stream: family, revision });
    expect(checkpoint.size).toBeGreaterThan(position);
  });

  it('keeps the record and every projection from starting, in a line that names the event', async () => {
    await expect(openRecord(readSettings(variables()), { inline: true })).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: {
        reason: expect.stringContaining(`event ${position} is not the one that stood there`) as unknown,
      },
    });
  });
});

it('all is well once the bit is back: it verifies, and starts', async () => {
  expect(await verified()).toMatchObject([0, { ok: true, firstBad: null }]);
  const record = await openRecord(readSettings(variables()), { inline: true });
  await record.projector.reached(await record.store.head());
  await record.close();
});
