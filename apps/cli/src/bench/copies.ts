import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { copyStore, type FamilyRecord } from '#libs/service';
import type { Figure } from './figure.ts';
import { FROM_SOURCES, programOfSources } from './of-the-sources.ts';

const DOUBLE = 'libs/event-store/src/testing/eventstoredb/serve-double.ts';

/**
 * A log that nobody has open, copied into a stand-in for EventStoreDB and back into a folder, as `fhr store copy` does, its
 * root compared; nothing without the sources, where the stand-in is.
 */
export async function copies(
  { settings }: Pick<FamilyRecord, 'settings'>,
  folder: string,
): Promise<Figure[]> {
  const program = programOfSources(DOUBLE);
  if (program === undefined) return [];
  const double = fork(program, [join(folder, 'copied-into.db')], { execArgv: [FROM_SOURCES] });
  try {
    const [connection] = (await once(double, 'message')) as [string];
    const there = await copyStore(settings, { from: `sqlite:${settings.folder}`, to: connection });
    const back = await copyStore(settings, {
      from: connection,
      to: `sqlite:${join(folder, 'copied-back')}`,
    });
    if (back.root !== there.root) throw new Error('what was copied back is not what was copied');
    const share = (there.events / there.appends).toFixed(1);
    return [
      {
        name: `copied into EventStoreDB’s stand-in, ${share} events an append`,
        value: there.perSecond,
        unit: 'events/s',
      },
      { name: 'copied back from it', value: back.perSecond, unit: 'events/s' },
    ];
  } finally {
    double.disconnect();
    if (double.exitCode === null) await once(double, 'exit');
  }
}
