import { readFileSync } from 'node:fs';
import type { ServedRecord } from '../served-record.ts';

/** Which program serves which log: what whoever runs it compares between nodes. */
export interface Info {
  readonly name: string;
  readonly version: string;
  readonly node: string;
  readonly origin: string;
  readonly mode: 'development' | 'production';
  readonly store: 'sqlite' | 'eventstoredb';
  readonly startedAt: string;
}

const startedAt = new Date(performance.timeOrigin).toISOString();

export function infoOf({ origin, settings: { mode, store } }: ServedRecord): Info {
  return {
    ...{ ...programOf(), node: process.versions.node, origin, mode },
    store: store === undefined ? 'sqlite' : 'eventstoredb',
    startedAt,
  };
}

/** Its name and version, as its package says them. */
export function programOf(): { readonly name: string; readonly version: string } {
  const place = import.meta.url.endsWith('.ts') ? '../../../../package.json' : '../../../../../package.json';
  const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version };
}
