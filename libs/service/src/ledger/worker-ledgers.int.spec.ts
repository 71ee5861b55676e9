import { expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { signedLog } from '../testing/signed-log.ts';
import { refusal } from '../testing/small-record.ts';
import { keepInWorker } from './worker-ledgers.ts';

it('what is asked of ledgers whose thread has ended is refused, and not waited for', async () => {
  const log = await signedLog();
  const { origin } = log.settings;
  const ledgers = keepInWorker([{ ...log.settings, logFile: `${log.settings.logFile}.gone` }]);
  while (ledgers.status()[0]?.failure === undefined) await pause(5);
  await refusal(ledgers.heads());
  for (const asked of [
    ledgers.heads(),
    ledgers.note('text'),
    ledgers.prove(origin, { position: 0 } as never),
  ])
    expect(await refusal(asked)).toEqual({ code: 'STORE_UNAVAILABLE' });
  await ledgers.close();
  await log.clear();
});
