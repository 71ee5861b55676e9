import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { createSeededStore, hasStore, type Settings } from '#libs/service';

/** Where a development store says which of its families shows what the record is for. */
const COUNTY = 'county.json';

/** Fills an embedded development store that is not there yet with the synthetic county; never one that is. */
export async function firstCounty(settings: Settings): Promise<void> {
  const { mode, families, store, keys } = settings;
  const isElsewhere = [store, keys].some((place) => place !== undefined);
  if (mode !== 'development' || families === 0 || isElsewhere || hasStore(settings)) return;
  const bar = new SingleBar({
    format: 'Making a county of people who do not exist {bar} {percentage}%',
    stream: process.stderr,
  });
  const shown = process.stderr.isTTY;
  if (shown) bar.start(100, 0);
  try {
    const progress = shown ? (done: number) => bar.update(Math.floor(100 * done)) : undefined;
    const { instructive } = await createSeededStore(settings, { progress });
    if (instructive)
      await writeFile(join(settings.folder, COUNTY), JSON.stringify({ instructive: instructive.reference }));
  } finally {
    bar.stop();
  }
}
