import type { Past } from '../aggregate.ts';
import { present } from '../checks.ts';
import type { Source } from './state.ts';

export function sourceOf({ id, codeSets }: Past<unknown>, codeSet: string): Source {
  return { event: id, ...present({ version: codeSets[codeSet] }) };
}

interface Sourced {
  readonly codeSet: string;
  readonly source: Source | undefined;
}

/** Code set -> the version that copied codes were chosen under; of several the newest. */
export function versionsOf(copied: readonly Sourced[]): Readonly<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const { codeSet, source } of copied) {
    const { version } = source ?? {};
    if (version !== undefined && isNewer(version, versions[codeSet])) versions[codeSet] = version;
  }
  return versions;
}

/** Versions are a year and a number in it. */
function isNewer(version: string, than: string | undefined): boolean {
  return than === undefined || version.localeCompare(than, 'en', { numeric: true }) > 0;
}
