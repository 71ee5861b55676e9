import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from '../bench/benchmarks.ts';
import { describeMachine } from '../bench/machine.ts';
import { names, type Name } from '../bench/order.ts';
import { inScratchFolder } from '../bench/scratch-folder.ts';
import { tableOf } from '../bench/table.ts';
import { UsageError } from '../exit.ts';
import { callerPath } from '../graphql.ts';
import { answer } from '../output.ts';

export interface BenchOptions {
  readonly only?: string;
  readonly events: string;
  readonly tier?: string;
  readonly folder?: string;
}

const FEWEST = 10_000;
const MOST = 10_000_000;

/** Measures on this machine, in a folder of its own that is removed afterwards, and prints each figure beside what it is held against. */
export async function bench(options: BenchOptions, json: boolean): Promise<void> {
  const wanted = wantedOf(options.only);
  const events = eventsOf(options.events);
  if (options.tier !== undefined && options.tier !== 'S') throw new UsageError('--tier takes S');
  if (options.folder !== undefined && options.tier === undefined)
    throw new UsageError('--folder goes with --tier');
  const kept = options.folder === undefined ? undefined : callerPath(options.folder);
  // What is waited for is done on threads that keep no process alive.
  const awake = setInterval(() => undefined, 60_000);
  await inScratchFolder(async (folder) => {
    const machine = await describeMachine(kept === undefined ? folder : made(kept));
    const tierS = options.tier === undefined ? {} : { tierS: kept ?? join(folder, 'tier-s') };
    const figures = await measure({ wanted, events, folder, doing, ...tierS });
    doing('');
    answer(json, { machine, events, figures }, () => tableOf(machine, figures));
  }).finally(() => clearInterval(awake));
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function wantedOf(only: string | undefined): ReadonlySet<Name> {
  if (only === undefined) return new Set(names);
  return new Set(only.split(',').map(nameOf));
}

function nameOf(text: string): Name {
  const found = names.find((name) => name === text.trim());
  if (found === undefined) throw new UsageError(`--only takes, separated by commas, of: ${names.join(', ')}`);
  return found;
}

function eventsOf(text: string): number {
  const events = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (events < FEWEST || events > MOST)
    throw new UsageError(`--events takes a whole number from ${FEWEST} to ${MOST}`);
  return events;
}

/** One line on a terminal that is written over; nothing elsewhere. */
function doing(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${what}`);
}
