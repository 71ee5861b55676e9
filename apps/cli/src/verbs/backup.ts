import { backUp, type BackedUp } from '#libs/service';
import { counter } from '../counter.ts';
import { callerPath } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

export interface BackupOptions {
  readonly out: string;
  readonly keys?: string;
}

/** Backs the record up; cut short, it is to be run again. */
export async function backup({ out, keys }: BackupOptions, json: boolean): Promise<void> {
  const { show, stop } = counter();
  try {
    const done = await backUp(ownSettings(), {
      folder: callerPath(out),
      keysFolder: keys === undefined ? undefined : callerPath(keys),
      progress: (log, events) => show(log === 'record' ? 'backed up' : 'backed up of the access log', events),
    });
    stop();
    answer(json, { ok: true, ...done }, () => told(done));
  } finally {
    stop();
  }
}

function told({ events, added, root, unsigned, access, keys, seconds }: BackedUp): string {
  const lines = [
    `${events} events, ${added} of them new; of the access log ${access.events}, ${access.added} of them new; ${keys} keys; in ${seconds} s.`,
  ];
  if (unsigned > 0) lines.push(`The last ${unsigned} are not signed yet: no service keeps the ledger.`);
  return [...lines, `Root: ${root}`].join('\n');
}
