import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the command line of this machine needs to go through the running service. */
export interface Advertised {
  readonly address: string;
  /** The operator's token. */
  readonly token: string;
  readonly pid: number;
  /** Of a verb that started it, and ends it when it is done: not for others. */
  readonly isOfOneTask?: boolean;
  /** Development's program that signs in itself, by client credentials. */
  readonly client?: { readonly id: string; readonly secret: string };
}

/** Says in the data folder, to its owner only, where the service is; answers how to take that back. */
export function advertise(folder: string, service: Advertised): () => void {
  const file = join(folder, 'service.json');
  const draft = `${file}.${service.pid}`;
  writeFileSync(draft, JSON.stringify(service), { mode: 0o600 });
  renameSync(draft, file);
  return () => {
    if (pidIn(file) === service.pid) rmSync(file);
  };
}

function pidIn(file: string): unknown {
  try {
    const advertised: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof advertised === 'object' && advertised !== null && 'pid' in advertised
      ? advertised.pid
      : undefined;
  } catch {
    return undefined;
  }
}
