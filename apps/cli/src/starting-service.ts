import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writerOf } from '#libs/event-store';

/** So long after it took the log a service may be starting: a million events are built in less than a minute. */
const STARTING_MS = 600_000;
const LOOK_EVERY_MS = 100;

/**
 * What is found once whoever took the log not long ago listens: undefined where nobody has it, or lets go of it, or does not
 * listen in time. What is waited for is told once.
 */
export async function onceItListens<Service>(
  folder: string,
  find: () => Promise<Service | undefined>,
  tell: (sentence: string) => void,
): Promise<Service | undefined> {
  const log = join(folder, 'events.db');
  const starting = writerOf(log);
  if (starting === undefined) return undefined;
  const until = Date.parse(starting.since) + STARTING_MS;
  if (Date.now() < until)
    tell(`Process ${starting.pid} has the record open and is waited for until it listens.`);
  while (Date.now() < until && writerOf(log)?.pid === starting.pid) {
    const found = await find();
    if (found !== undefined) return found;
    await pause(LOOK_EVERY_MS);
  }
  return undefined;
}
