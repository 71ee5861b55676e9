import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { latency, type Figure } from './figure.ts';
import { Stopwatch } from './timed.ts';

const TIMES = 5;
const MIB = 1024 ** 2;
const run = promisify(execFile);

/** Processes that open the record, read of it once and end: the start of Node and the end included. */
export async function openings(folder: string): Promise<Figure[]> {
  const program = new URL(import.meta.url.endsWith('.ts') ? './opened.ts' : './opened.js', import.meta.url);
  const watch = new Stopwatch();
  const start = () => run(process.execPath, [...process.execArgv, fileURLToPath(program), folder]);
  let resident = 0;
  for (let opening = 0; opening < TIMES; opening++) {
    const { stdout } = await watch.time(start);
    resident = Math.max(resident, Number(stdout));
  }
  // Where it worked was another process.
  const { core: _, ...took } = watch.timed();
  return [
    latency('start, open, read once and end', took, {
      against: 'cold start under 3 s at 1 million events',
    }),
    {
      name: 'resident memory after that',
      value: resident / MIB,
      unit: 'MiB',
      against: 'under 400 MB at 1 million events',
    },
  ];
}
