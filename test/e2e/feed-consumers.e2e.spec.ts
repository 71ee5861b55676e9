import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeStoredEvent } from '#libs/contracts';
import { openSqliteStore } from '#libs/event-store';
import { issueToken } from '#libs/platform';
import { helpOpens } from '../../apps/record/src/testing/story.ts';
import { ServiceProcess } from '../support/processes.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/feed.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'family-help-feed-'));
const tokenFile = join(folder, 'token');
const data = join(folder, 'record');

/** The programs of the guide, each as its reader would run it. */
const consumers = [
  ['TypeScript', 'ts', process.execPath, 'follow.mts'],
  ['Python', 'python', 'python3', 'follow.py'],
] as const;

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  mkdirSync(data);
  await using service = await ServiceProcess.start(data);
  await helpOpens(service);
  writeFileSync(tokenFile, await issueToken(data, 'system'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  readonly position: string;
  readonly type?: string;
}

class Copy {
  readonly #folder: string;
  readonly #command: readonly [string, string];

  constructor([name, language, program, file]: (typeof consumers)[number]) {
    this.#folder = join(folder, name);
    mkdirSync(this.#folder);
    const [, text = ''] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide) ?? [];
    const script = join(this.#folder, file);
    writeFileSync(script, text);
    this.#command = [program, script];
  }

  follow(address: string, once: boolean): ChildProcess {
    const [program, script] = this.#command;
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      FEED: address,
      TOKEN_FILE: tokenFile,
      COPY: this.#folder,
      LIMIT: '1',
      ONCE: once ? '1' : '',
    };
    return spawn(program, [script], { env, stdio: 'inherit' });
  }

  get positions(): number[] {
    const file = join(this.#folder, 'events.ndjson');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const lines = text.split('\n').filter((line) => line.endsWith('}'));
    return lines.map((line) => Number((JSON.parse(line) as Line).position));
  }
}

/** Pages of the feed that are on record, and events in them. */
async function onRecord(): Promise<number> {
  const log = await openSqliteStore({ file: join(data, 'access.db'), readOnly: true });
  let events = 0;
  for await (const page of log.readAll())
    for (const { data: said } of page.events.map(({ document }) => decodeStoredEvent(document)))
      if (said['door'] === 'FEED') events += Number(said['results']);
  await log.close();
  return events;
}

describe('the guide’s consumer', () => {
  for (const consumer of consumers) {
    const [name, , program] = consumer;
    const test = isThere(program) ? it : it.skip;
    test(
      `in ${name} has every event, in order, though service and consumer are killed between pages` +
        (isThere(program) ? '' : ` (skipped: there is no ${program} here)`),
      async () => {
        const before = await onRecord();
        const copy = new Copy(consumer);
        const service = await ServiceProcess.start(data);
        const first = copy.follow(service.address, false);
        while (copy.positions.length < 3) await pause(10);
        await service.kill();
        first.kill('SIGKILL');
        await once(first, 'close');
        expect(copy.positions.length).toBeGreaterThanOrEqual(3);

        const again = await ServiceProcess.start(data);
        writeFileSync(tokenFile, await issueToken(data, 'system'));
        const second = copy.follow(again.address, true);
        expect(await once(second, 'close')).toEqual([0, null]);
        await again[Symbol.asyncDispose]();

        const taken = copy.positions;
        const seen = [...new Set(taken)];
        expect(seen).toEqual(Array.from({ length: seen.length }, (_, position) => position));
        expect(seen.length).toBeGreaterThan(10);
        expect(taken.length).toBeLessThanOrEqual(seen.length + 1);
        expect((await onRecord()) - before).toBeGreaterThanOrEqual(taken.length);
      },
      300_000,
    );
  }
});
