import { recordKeks, rotateRecordKeys } from '#libs/service';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

export interface RotateOptions {
  readonly nextKekCommand?: string;
}

type Kek = Awaited<ReturnType<typeof recordKeks>>[number];

/** Prints the key-encryption keys that the record's keys were wrapped under, the current one first. */
export async function status(json: boolean): Promise<void> {
  const keks = await recordKeks(ownSettings());
  answer(json, { keks }, () => told(keks));
}

/** Wraps every key under a new key-encryption key. Cut short, it is to be run again as it was. */
export async function rotate({ nextKekCommand }: RotateOptions, json: boolean): Promise<void> {
  const { rewrapped, keks } = await rotateRecordKeys(ownSettings(), {
    nextKekCommand,
    progress: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${done} keys`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  answer(json, { rewrapped, keks }, () => `${rewrapped} keys wrapped anew.\n${told(keks)}`);
}

function told(keks: readonly Kek[]): string {
  return keks.map(({ id, state, since }) => `${id} ${state} since ${since}`).join('\n');
}
