import { once } from 'node:events';
import type { Server } from 'node:net';
import { Rejected } from '#libs/contracts';

export interface Place {
  readonly host: string;
  readonly port: number;
  /** The name of what says so. */
  readonly setting: 'FHR_PORT' | 'FHR_METRICS';
}

/** Resolves once a server listens there. SETTINGS_REFUSED: it cannot, for another does or this user may not. */
export async function listens(server: Server, { host, port, setting }: Place): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (reason) {
    const sentence = SENTENCES[(reason as NodeJS.ErrnoException).code ?? ''];
    if (sentence === undefined) throw reason;
    throw new Rejected('SETTINGS_REFUSED', { reason: `${setting}: ${sentence} ${port}.` });
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens on port',
  EACCES: 'this user may not listen on port',
  EADDRNOTAVAIL: 'this machine has no such address for port',
};
