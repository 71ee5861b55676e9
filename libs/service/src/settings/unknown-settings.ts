import { jaroWinkler } from '@skyra/jaro-winkler';

/** An environment variable that reads like a setting and is none: nothing goes by it. */
export interface UnknownSetting {
  readonly name: string;
  /** The setting whose name is most like it. */
  readonly nearest: string;
}

/** What the witness program and no other goes by (apps/witness). */
export const WITNESS_SETTINGS: readonly string[] = ['DATA', 'HOST', 'LOGS', 'NAME', 'PORT'].map(
  (each) => `FHR_WITNESS_${each}`,
);

const PREFIX = /^FHR_/i;

/** Those of the variables that begin as settings do, say something, and are none of the settings named. */
export function unknownAmong(
  variables: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): UnknownSetting[] {
  const known = new Set([...settings, ...WITNESS_SETTINGS]);
  return Object.entries(variables)
    .filter(([name, value]) => PREFIX.test(name) && !known.has(name) && value !== undefined && value !== '')
    .map(([name]) => ({ name, nearest: nearestTo(name, settings) }));
}

/** What is said of one, by whoever says it. */
export function unknownSentence({ name, nearest }: UnknownSetting): string {
  return `${name}: is no setting; the nearest is ${nearest}.`;
}

function nearestTo(name: string, settings: readonly string[]): string {
  const likeness = (setting: string): number =>
    jaroWinkler(name.toUpperCase().replace(PREFIX, ''), setting.replace(PREFIX, ''));
  return settings.reduce((best, each) => (likeness(each) > likeness(best) ? each : best));
}
