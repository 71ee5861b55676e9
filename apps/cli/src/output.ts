import { EXIT } from './exit.ts';

/**
 * What stdout does not take is no fault of a verb, which does its work in any case. A reader that has seen enough changes
 * nothing; where there is no room for the answer, that is said, and the verb ends as one whose answer is not known.
 */
export function mindOutputs(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'ECONNRESET') return;
    process.stderr.write(`INTERNAL: the answer could not be written to stdout (${code}).\n`);
    process.exitCode = EXIT.internal;
  });
}

/** Prints the answer: one JSON object, or text made for people. */
export function answer(json: boolean, value: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text()}\n`);
}
