import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Rejected } from '#libs/contracts';
import { writerOf } from '#libs/event-store';

/** So long after it took the log a service may be starting: a million events are built in less than a minute. */
const STARTING_MS = 600_000;
const LOOK_EVERY_MS = 100;
const LOG = 'events.db';

/** Whether it was refused since another has the log, who took it not long ago or has let go of it by now. */
export function mayBeTriedAgain(folder: string, error: unknown): boolean {
  if (!(error instanceof Rejected) || error.code !== 'STORE_LOCKED') return false;
  if (!String(error.details['reason']).includes(`${LOG} is being written`)) return false;
  const writer = writerOf(join(folder, LOG));
  return writer === undefined || Date.now() < lastWaitedFor(writer);
}

/**
 * What is found once whoever took the log not long ago listens: undefined where nobody has it, or lets go of it, or does not
 * listen in time. What is waited for is told once.
 */
export async function onceItListens<Service>(
  folder: string,
  find: () => Promise<Service | undefined>,
  tell: (sentence: string) => void,
): Promise<Service | undefined> {
  const log = join(folder, LOG);
  const starting = writerOf(log);
  if (starting === undefined) return undefined;
  const until = lastWaitedFor(starting);
  if (Date.now() < until) tell(`Process ${starting.pid} has the record open and is waited for.`);
  while (Date.now() < until && writerOf(log)?.pid === starting.pid) {
    const found = await find();
    if (found !== undefined) return found;
    await pause(LOOK_EVERY_MS);
  }
  return undefined;
}

function lastWaitedFor({ since }: { readonly since: string }): number {
  return Date.parse(since) + STARTING_MS;
}
