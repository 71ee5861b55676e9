import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { latency, named, type Figure } from './figure.ts';
import { FROM_SOURCES, programOfSources } from './of-the-sources.ts';

/** The stand-in for EventStoreDB and what measures with it are of the tests: they are there where the sources are. */
const PROGRAM = 'libs/event-store/src/testing/eventstoredb/measure-follower.ts';
const MOST_OUTPUT = 16 * 1024 ** 2;
const run = promisify(execFile);

interface Measured {
  readonly events: number;
  /** Events a second, by the client alone and into a journal. */
  readonly bare: number;
  readonly followed: number;
  /** Milliseconds, of each append under a load of 500 a second. */
  readonly lags: readonly number[];
}

/** A node that follows EventStoreDB into its journal, beside what the client alone reads; nothing without the sources. */
export async function followers(folder: string, events: number): Promise<Figure[]> {
  const program = programOfSources(PROGRAM);
  if (program === undefined) return [];
  const place = join(folder, 'followed');
  mkdirSync(place);
  const args = [FROM_SOURCES, program, place, String(events)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT });
  return figuresOf(JSON.parse(stdout) as Measured);
}

function figuresOf({ events, bare, followed, lags }: Measured): Figure[] {
  const sorted = lags.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  const mean = lags.reduce((sum, lag) => sum + lag, 0) / lags.length;
  const read: Figure[] = [
    { name: 'EventStoreDB read by the client alone', value: bare, unit: 'events/s' },
    {
      name: 'followed into a journal',
      value: followed,
      unit: 'events/s',
      ratio: { value: followed / bare, to: 'the client alone' },
      against: 'at least 15,000 events/s',
    },
  ];
  const lag = latency('lag of another node at 500 appends a second, mean', {
    ...{ count: lags.length, p50: at(0.5), p99: at(0.99) },
  });
  return [...read.map(named(events)), { ...lag, value: mean, against: 'mean under 100 ms' }];
}
