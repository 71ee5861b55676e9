/** How long calls took, in milliseconds, and how many were answered a second. */
export interface Timed {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds that cores worked on one, all threads together: the same on a busy machine as on a quiet one. */
  readonly core: number;
}

export interface Bounds {
  /** Calls that are waiting for their answer at any moment. */
  readonly inFlight?: number;
  readonly seconds?: number;
  readonly calls?: number;
}

export type Task = (n: number) => unknown;

/** The share of the time that goes by before anything counts, so that what is measured is compiled and in memory. */
const WARMING_UP = 0.25;

/** Calls again and again, for so many seconds or so many calls, whichever is reached first. */
export async function timed(task: Task, { seconds = 2, ...bounds }: Bounds = {}): Promise<Timed> {
  await repeated(task, { ...bounds, seconds: seconds * WARMING_UP });
  return repeated(task, { ...bounds, seconds });
}

/** The same without warming up: every call counts. */
export async function repeated(
  task: Task,
  { inFlight = 1, seconds = 60, calls = Infinity }: Bounds,
): Promise<Timed> {
  const took: number[] = [];
  const worked = process.cpuUsage();
  const began = performance.now();
  const ends = began + seconds * 1000;
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < calls && performance.now() < ends) {
      const from = performance.now();
      await task(next++);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, run));
  return timedOf(took, { elapsed: performance.now() - began, worked: workedSince(worked) });
}

/** Times calls one at a time, among other work that does not count. */
export class Stopwatch {
  readonly #took: number[] = [];
  #elapsed = 0;
  #worked = 0;

  async time<T>(task: () => T): Promise<Awaited<T>> {
    const worked = process.cpuUsage();
    const from = performance.now();
    const answer = await task();
    const took = performance.now() - from;
    this.#took.push(took);
    this.#elapsed += took;
    this.#worked += workedSince(worked);
    return answer;
  }

  timed(): Timed {
    return timedOf(this.#took, { elapsed: this.#elapsed, worked: this.#worked });
  }
}

/** Milliseconds in all. */
interface Whole {
  readonly elapsed: number;
  readonly worked: number;
}

function timedOf(took: readonly number[], { elapsed, worked }: Whole): Timed {
  const sorted = took.toSorted((one, other) => one - other);
  const count = sorted.length;
  const at = (share: number): number => sorted[Math.ceil(share * count) - 1] ?? NaN;
  return { count, perSecond: (count * 1000) / elapsed, p50: at(0.5), p99: at(0.99), core: worked / count };
}

function workedSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
