import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, release, type Canary } from '../support/canaries.ts';
import { documentedCommands } from '../support/documented-commands.ts';
import { fhrWith, ServiceProcess, type Printed } from '../support/processes.ts';

jest.setTimeout(180_000);

interface Log {
  readonly events: number;
  readonly root: string;
}
interface Answer extends Log {
  readonly ok: boolean;
  readonly access: Log;
  readonly unsigned: number;
  readonly added: number;
  readonly firstBad: { readonly file: string } | null;
  readonly findings: readonly { readonly code: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'family-help-backup-'));
const at = (...names: string[]) => join(folder, ...names);
const run = (...args: string[]): Promise<Printed> =>
  fhrWith({ FHR_DATA: at('data'), INIT_CWD: folder }, ...args);
const answerOf = ({ answer }: Printed) => JSON.parse(answer) as Answer;

async function ok(...args: string[]): Promise<Answer> {
  const printed = await run(...args, '--json');
  expect({ status: printed.status, said: printed.said }).toEqual({ status: 0, said: '' });
  return answerOf(printed);
}

let service: ServiceProcess;
let canary: Canary;

beforeAll(async () => {
  service = await ServiceProcess.start(at('data'));
  canary = await release('Stayfinch', service);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('fhr backup and fhr restore', () => {
  it('take a running service’s record while orders come, and put back one that answers alike', async () => {
    const first = await ok('backup', '--out', 'backup');
    expect(first).toMatchObject({ ok: true, added: first.events, unsigned: 0 });

    const coming = new AbortController();
    const orders = keepGiving(coming.signal);
    const meanwhile = await ok('backup', '--out', 'backup');
    coming.abort();
    await orders;
    expect(meanwhile.unsigned).toBe(0);
    await ok('restore', 'backup', '--to', 'meanwhile', '--verify');

    const last = await ok('backup', '--out', 'backup');
    expect(last.events).toBeGreaterThan(first.events);
    const told = await read(canary, service);
    expect(told).toContain(canary.word);
    const restored = await ok('restore', 'backup', '--to', 'back', '--verify');
    expect(restored).toMatchObject({
      events: last.events,
      root: last.root,
      access: { root: last.access.root },
    });

    const back = { FHR_DATA: at('back') };
    const verified = await fhrWith(back, 'verify', '--all', '--json');
    expect([verified.status, answerOf(verified)]).toEqual([
      0,
      expect.objectContaining({ ok: true, events: last.events, root: last.root }),
    ]);
    await using again = await ServiceProcess.start(at('back'));
    await again.ready();
    expect(await read(canary, again)).toBe(told);
    await release('Afterwards', again);
  });

  it('tell a person what there is, and of a damaged backup the first place, with exit code 1', async () => {
    const done = await run('backup', '--out', 'told');
    expect(done.answer).toMatch(
      /^(\d+) events, \1 of them new; of the access log (\d+), \2 of them new; \d+ keys; in [\d.]+ s\.\nRoot: \S{44}\n$/,
    );
    const drilled = await run('restore', 'told', '--drill');
    expect(drilled.answer).toMatch(
      /^\d+ events, signed over \d+, and \d+ of the access log, as they were at .*\nRoot: /,
    );
    const segment = at('told', 'record-000000000000.ndjson');
    truncateSync(segment, statSync(segment).size - 100);
    const { status, answer } = await run('restore', 'told', '--to', 'nothing');
    expect([status, answer]).toEqual([
      1,
      expect.stringMatching(
        /^Not as it was written: nothing was put back\.\nrecord-0+\.ndjson: it is cut short/,
      ),
    ]);
    expect(existsSync(at('nothing'))).toBe(false);
  });

  it.each([
    ['is wrong use without a place to back up to', 2, ['backup']],
    ['is wrong use into the data folder itself', 2, ['backup', '--out', 'data/backup']],
    ['is wrong use to verify and drill', 2, ['restore', 'backup', '--drill', '--verify']],
    ['is refused into a folder that holds something', 5, ['restore', 'backup', '--to', 'data']],
    ['finds no backup where there is none', 1, ['restore', 'nowhere', '--to', 'nothing']],
  ] as const)('%s: exit %i', async (_, status, args) => {
    expect((await run(...args)).status).toBe(status);
    expect(existsSync(at('nothing'))).toBe(false);
  });
});

describe('fhr doctor', () => {
  const codes = async () => {
    const printed = await fhrWith({ FHR_DATA: at('data'), FHR_BACKUP: at('doctored') }, 'doctor', '--json');
    return answerOf(printed).findings.map(({ code }) => code);
  };

  it('names a backup that is not there, was never tried, or is damaged', async () => {
    expect(await codes()).toEqual(['BACKUP_MISSING']);
    await ok('backup', '--out', 'doctored');
    expect(await codes()).toEqual(['BACKUP_UNPROVEN']);
    await ok('restore', 'doctored', '--drill');
    expect(await codes()).toEqual([]);
    const [keys = ''] = readdirSync(at('doctored')).filter((file) => file.startsWith('keys-'));
    cpSync(at('doctored', 'manifest.ndjson'), at('doctored', keys));
    expect(await codes()).toEqual(['BACKUP_DAMAGED']);
  });
});

describe('the page on operating', () => {
  it.each(['Back up', 'Prove that a backup can be put back', 'Put a record back'])(
    'says under “%s” what can be run as it stands',
    async (task) => {
      const commands = documentedCommands('operations.md', task);
      expect(commands.length).toBeGreaterThan(0);
      for (const { variables, args } of commands) {
        const there = (text: string) => text.replaceAll('/srv', at('srv'));
        const settings = { FHR_DATA: at('data'), FHR_BACKUP: '/srv/backup/record', ...variables };
        const { status, answer, said } = await fhrWith(
          Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, there(value)])),
          ...args.map(there),
        );
        expect({ args, status, answer, said }).toEqual({
          args,
          status: 0,
          answer: expect.any(String),
          said: '',
        });
      }
    },
  );
});

/** Gives orders one after the other until it is told to stop. */
async function keepGiving(signal: AbortSignal): Promise<void> {
  for (let nth = 0; !signal.aborted; nth++) await release(`Coming${'abcdefghij'[nth % 10] ?? ''}`, service);
}
