import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSeededStore, hasStore } from '#libs/service';
import type { Figure } from './figure.ts';
import { settingsFor } from './grown-log.ts';

/** Tier S: a county of this many families over these years. */
const TIER_S = { families: 3_500, years: 10, seed: 'tier-s' };
/** A county of about 8,000 events: what stands to tier S as the one log's size to the other's, and in nothing else. */
const LIKE_TIER_S = { ...TIER_S, families: 27 };
const UNTIL = '2026-11-02T08:00:00.000Z';

/** Makes the county of tier S in the folder, or leaves the one that is there; answers what making it took. */
export async function tierS(folder: string, doing: (what: string) => void): Promise<Figure[]> {
  const settings = settingsFor(folder, UNTIL);
  if (existsSync(join(folder, 'record')) && hasStore(settings)) return [];
  const begun = performance.now();
  const { events } = await createSeededStore(
    { ...settings, families: TIER_S.families },
    { ...TIER_S, progress: (done) => doing(`the county of tier S: ${Math.floor(100 * done)}%`) },
  );
  const seconds = (performance.now() - begun) / 1000;
  return [
    { name: `making the county, ${events.toLocaleString('en-GB')} events`, value: seconds, unit: 's' },
    { name: 'the same, by events', value: events / seconds, unit: 'events/s' },
  ];
}

/** Makes a county like tier S, but small, in the folder. */
export async function smallCounty(folder: string): Promise<void> {
  await createSeededStore({ ...settingsFor(folder, UNTIL), families: LIKE_TIER_S.families }, LIKE_TIER_S);
}
