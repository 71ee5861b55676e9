import { Rejected } from '#libs/contracts';
import { errorMembers, openLog } from '#libs/platform';
import { readSettings } from '#libs/service';
import { serve } from './serve.ts';

const log = openLog();

try {
  const running = await serve(readSettings(process.env), log);
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping ??= running.stop();
    });
  }
} catch (reason) {
  if (reason instanceof Rejected) {
    const sentences = Object.values(reason.details).join('\n');
    process.stderr.write(`${reason.code}: ${reason.message} ${sentences}\n`);
  } else log('error', 'something went wrong', errorMembers(reason));
  process.exitCode = 1;
}
