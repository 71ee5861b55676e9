import { setImmediate } from 'node:timers/promises';

const AT_ONCE = 50;

/** The items one by one, letting others have their turn on the thread now and then. */
export async function* steadily<T>(items: Iterable<T>): AsyncIterable<T> {
  let count = 0;
  for (const item of items) {
    if (++count % AT_ONCE === 0) await setImmediate();
    yield item;
  }
}
