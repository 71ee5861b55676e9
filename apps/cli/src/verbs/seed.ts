import { SingleBar } from 'cli-progress';
import { createSeededStore, signLedgers, type County } from '#libs/service';
import { instant } from '#libs/reference';
import { UsageError } from '../exit.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';

export interface SeedOptions {
  readonly families: string;
  readonly seed: string;
  readonly years: string;
  readonly until?: string;
}

const MOST_FAMILIES = 100_000;
const MOST_YEARS = 20;

/** Makes a development store with a synthetic county. Where a store is there already, nothing is touched. */
export async function seed(options: SeedOptions, json: boolean): Promise<void> {
  const settings = ownSettings();
  const families = wholeNumber(options.families, '--families', MOST_FAMILIES);
  const years = wholeNumber(options.years, '--years', MOST_YEARS);
  const clock = options.until === undefined ? settings.clock : instantOf(options.until);
  const { show, stop } = progressBar();
  try {
    const county = await createSeededStore(
      { ...settings, families, ...(clock !== undefined && { clock }) },
      { seed: options.seed, years, progress: show },
    );
    await signLedgers(settings);
    stop();
    const { families: made, events, position } = county;
    answer(json, { families: made, events, position }, () => told(county));
  } finally {
    stop();
  }
}

function told({ families, events, instructive }: County): string {
  const made = `${families} families who do not exist, ${events} events.`;
  return instructive === undefined ? made : `${made}\nLook at ${instructive.reference}: ${instructive.story}`;
}

function wholeNumber(text: string, option: string, most: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw new UsageError(`${option} takes a whole number from 1 to ${most}`);
  return number;
}

function instantOf(text: string): string {
  const parsed = instant(text);
  if (!parsed.ok) throw new UsageError('--until takes an instant such as 2026-10-01T09:00:00Z');
  return parsed.value;
}

/** A bar on a terminal, nothing elsewhere: stdout is the answer's. */
function progressBar(): { show: (done: number) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: 'the county {bar} {percentage}%', stream: process.stderr });
  bar.start(100, 0);
  return { show: (done) => bar.update(Math.floor(100 * done)), stop: () => bar.stop() };
}
