import { prepareModels } from '#libs/service';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

/** Builds, beside what a running service of another release uses, the read models that this release will use. */
export async function prepare(json: boolean): Promise<void> {
  const built = await prepareModels(ownSettings(), ({ position, head }) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2Kbuilt ${position} of ${head}`);
  });
  answer(json, { built }, () =>
    built.length === 0 ? 'Everything is there already.' : `Built: ${built.join(', ')}.`,
  );
}
