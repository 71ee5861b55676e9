import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeStoredEvent, streamSubject } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { audited, BORN, decideErasure, passReflection, register } from '../testing/to-be-erased.ts';
import { erasureSteps } from './steps.ts';

/** How often it is killed at each step alone; else at one after the other. */
const KILLS = Number(process.env['FHR_ERASURE_KILLS'] ?? 0);
const whereAsked = KILLS > 0 ? it : it.skip;
const WORD = 'Quillfeather';
const hook = pathToFileURL(join(import.meta.dirname, '../../../../test/support/transformed.mjs')).href;
const program = join(import.meta.dirname, '../testing/erase.ts');
/** Of the child, the family, the audit of their help, and the erasure itself. */
const KEYS = 4;
const DONE = [
  'ErasureBegun',
  ...Array<string>(KEYS).fill('SubjectKeyDestroyed'),
  'ReadModelsPurged',
  'ErasureCertified',
];

let folder: string;
let due: string;
let person: string;
let audit: string;
let erasure: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erased-'));
  due = join(folder, 'due');
  const record = await open(due);
  person = await register(record, WORD);
  await register(record, 'Thistledown');
  const of = await audited(record, person, WORD);
  audit = streamSubject(of.audit);
  erasure = await decideErasure(record, [person], { families: [of.family] });
  await record.erasures.close();
  passReflection(record);
  await register(record, 'Later');
  await record.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

function open(data: string): Promise<FamilyRecord> {
  return openRecord(readSettings({ FHR_DATA: data, FHR_FAMILIES: '0' }), { inline: true, bornAt: BORN });
}

/** How the program ended: killed by itself where it came to that step. */
async function erase(data: string, last = ''): Promise<string | null> {
  const child = spawn(process.execPath, ['--conditions=source', `--import=${hook}`, program, data, last], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  await once(child, 'exit');
  return child.signalCode;
}

function filesWith(data: string, text: string): string[] {
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

describe('an erasure whose process is killed', () => {
  it('at one step after the other is finished by the last start, once and whole', async () => {
    const data = join(folder, 'again');
    cpSync(due, data, { recursive: true });
    for (const step of erasureSteps) expect(await erase(data, step)).toBe('SIGKILL');
    expect(await erase(data)).toBeNull();
    await isErased(data);
  }, 180_000);

  whereAsked.each(erasureSteps)(
    `${KILLS} times as soon as it is %s is finished by the next start, once and whole`,
    async (step) => {
      for (let kill = 0; kill < KILLS; kill++) {
        const data = join(folder, `${step}-${kill}`);
        cpSync(due, data, { recursive: true });
        expect(await erase(data, step)).toBe('SIGKILL');
        expect(await erase(data)).toBeNull();
        await isErased(data);
        rmSync(data, { recursive: true });
      }
    },
    60_000 + KILLS * 30_000,
  );
});

async function isErased(data: string): Promise<void> {
  expect(filesWith(data, WORD)).toEqual([]);
  const record = await open(data);
  try {
    const { events } = await record.store.readStream(erasure);
    const types = events.map(({ document }) => decodeStoredEvent(document).type);
    expect(types.slice(types.indexOf('ErasureDecided') + 1)).toEqual(DONE);
    const gone = [person, audit];
    expect(await record.keys.destroyed(gone)).toEqual(gone);
    await record.projector.reached(await record.store.head(), 30_000);
    expect(record.readers.people.person(person)).toMatchObject({ given: null, dateOfBirth: null });
  } finally {
    await record.close();
  }
}
