import { Socket } from 'node:net';

/** Told to stop while its parts are loaded, it has nothing to let go of. */
const atOnce = (): never => process.exit(0);
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
for (const signal of SIGNALS) process.on(signal, atOnce);

// What the packages beneath do with it: no stack in an answer, and no checks of their own use.
process.env['NODE_ENV'] ??= 'production';

const { Rejected } = await import('#libs/contracts');
const { errorMembers, openLog } = await import('#libs/platform');
const { asFolderRefusal, readSettings, unknownSettings } = await import('#libs/service');
const { End } = await import('./end.ts');
const { firstCounty } = await import('./first-county.ts');
const { serve } = await import('./serve.ts');

/** As the command line ends (docs/interfaces.md). */
const EXIT = { usage: 2, conflict: 5, internal: 70 } as const;

const log = openLog();
const end = new End(log);
for (const signal of SIGNALS) process.on(signal, () => end.tell()).off(signal, atOnce);
if (process.argv.includes('--attended')) endsWithStdin();

try {
  const settings = readSettings(process.env);
  for (const { name, nearest } of unknownSettings(process.env))
    log('warn', 'a setting is not known', { setting: name, nearest });
  await firstCounty(settings);
  const running = await serve(settings, log, process.argv.includes('--for-one-task'));
  end.serves(running);
  void running.record.ledgers.refused().then((reason) => {
    process.stderr.write(`STORE_REFUSED: ${reason}\n`);
    process.exitCode = EXIT.conflict;
    end.tell();
  });
} catch (error) {
  const reason = asFolderRefusal(error, process.env['FHR_DATA'] ?? 'data');
  if (reason instanceof Rejected) {
    const sentences = Object.values(reason.details).join('\n');
    process.stderr.write(`${reason.code}: ${reason.message} ${sentences}\n`);
    process.exitCode = reason.code === 'SETTINGS_REFUSED' ? EXIT.usage : EXIT.conflict;
  } else {
    log('error', 'something went wrong', errorMembers(reason));
    process.exitCode = EXIT.internal;
  }
}

/** Whoever started it holds the other end of its stdin, which no kill leaves open. */
function endsWithStdin(): void {
  const left = (): void => end.leftAlone();
  process.stdin.resume().on('end', left).on('error', left);
  if (process.stdin instanceof Socket) process.stdin.unref();
}
