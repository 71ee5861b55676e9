import { drill, restore, type Restored } from '#libs/service';
import { counter } from '../counter.ts';
import { EXIT, UsageError } from '../exit.ts';
import { callerPath } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

export interface RestoreOptions {
  readonly to?: string;
  readonly keys?: string;
  readonly verify?: boolean;
  readonly drill?: boolean;
}

/** Puts a record back, or tries whether it could be; exit 1 where the backup is not as it was written. */
export async function restoreFrom(from: string, options: RestoreOptions, json: boolean): Promise<void> {
  if (options.drill === true && options.verify === true)
    throw new UsageError('--drill verifies: leave --verify out');
  const settings = ownSettings();
  const { show, stop } = counter();
  try {
    const order = {
      from: callerPath(from),
      keys: options.keys === undefined ? undefined : callerPath(options.keys),
      progress: (doing: string, events: number) => show(SHOWN[doing] ?? doing, events),
    };
    const to = options.to === undefined ? undefined : callerPath(options.to);
    const restored =
      options.drill === true
        ? await drill(settings, { ...order, within: to })
        : await restore(settings, { ...order, to: to ?? settings.folder, verify: options.verify });
    stop();
    process.exitCode = restored.ok ? EXIT.ok : EXIT.checkFailed;
    answer(json, restored, () => told(restored));
  } finally {
    stop();
  }
}

const SHOWN: Readonly<Record<string, string>> = {
  record: 'put back',
  access: 'put back of the access log',
  verified: 'verified',
};

function told({ ok, events, root, access, checkpoint, missing, at, findings, seconds }: Restored): string {
  if (!ok) return ['Not as it was written: nothing was put back.', ...findings].join('\n');
  const signed = checkpoint === null ? 'nothing was signed' : `signed over ${checkpoint.size}`;
  const lines = [
    `${events} events, ${signed}, and ${access?.events ?? 0} of the access log, as they were at ${at}; in ${seconds} s.`,
  ];
  if (missing > 0)
    lines.push(`FHR_ANCHOR knows ${missing} events more: they are in a later backup, or lost.`);
  return [...lines, `Root: ${root}`].join('\n');
}
