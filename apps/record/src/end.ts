import type { Log } from '#libs/platform';
import type { Running } from './serve.ts';

/** How long a service may take to stop: so long whoever runs it waits before it kills it. */
const GRACE_MS = 30_000;
/** A terminal tells the service and the command line that started it, which tells it again: that is one signal. */
const AGAIN_MS = 1_000;
const IN_A_HURRY = 70;

/**
 * How a service ends: when called first it answers what was asked and lets go of everything; it ends as it stands, with
 * exit code 70, when called again later or when the grace is over. What it answered is durable in any case.
 */
export function endOf({ stop }: Pick<Running, 'stop'>, log: Log): () => void {
  let begunAt: number | undefined;
  const atOnce = (): void => {
    log('error', 'stopped before all was let go of');
    process.exit(IN_A_HURRY);
  };
  return () => {
    if (begunAt !== undefined && performance.now() > begunAt + AGAIN_MS) atOnce();
    if (begunAt !== undefined) return;
    begunAt = performance.now();
    setTimeout(atOnce, GRACE_MS).unref();
    stop().catch(atOnce);
  };
}
