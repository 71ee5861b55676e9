/**
 * Does the tasks in their order, so many at a time. Once one fails no other is begun; it throws when all that were
 * begun have ended, so that nothing goes on behind its back.
 */
export async function inFlight<T>(
  limit: number,
  items: Iterable<T> | AsyncIterable<T>,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = inTurn(items);
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    try {
      for await (const item of queue) {
        if (failures.length > 0) return;
        await task(item);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length > 0) throw failures[0];
}

/** One queue for all who take from it. */
async function* inTurn<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* items;
}
