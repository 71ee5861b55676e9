import type { WriterHost } from './append.ts';
import type { LogWriter } from './log-writer.ts';

/** Hosts the writer on the caller's own thread: for tests, tools and memory. */
export function inlineWriter(writer: LogWriter): WriterHost {
  const host: WriterHost = {
    commit: (group) => Promise.resolve(writer.commit(group)),
    close: () => Promise.resolve(writer.close()),
  };
  writer.onStopped = () => host.onStopped?.();
  return host;
}
