import type { Channel, TracingChannel } from 'node:diagnostics_channel';

/** Hears a channel until what it answers is called. */
export function hear<Told>(channel: Channel, heard: (told: Told) => void): () => void {
  const listener = (message: unknown): void => heard(message as Told);
  channel.subscribe(listener);
  return () => void channel.unsubscribe(listener);
}

/** Hears of everything that ends on a tracing channel, and how many seconds it took. */
export function hearEnds<Told extends object>(
  channel: TracingChannel<unknown, Told>,
  heard: (told: Told, seconds: number) => void,
): () => void {
  const begun = new WeakMap<object, number>();
  const undo = [
    hear<Told>(channel.start, (told) => begun.set(told, performance.now())),
    hear<Told>(channel.asyncEnd, (told) => {
      const at = begun.get(told);
      if (at !== undefined) heard(told, (performance.now() - at) / 1000);
    }),
  ];
  return () => undo.forEach((each) => each());
}
