import type { JsonObject } from '#libs/contracts';
import type { RecordedEntry } from '../aggregate.ts';
import { today } from './examples.ts';

/** The entries of a stream, `entry-0` and on, one command each. */
export function recordedIn(
  stream: string,
  told: readonly (readonly [type: string, data: JsonObject])[],
): readonly RecordedEntry[] {
  return told.map(([type, data], revision) => ({
    ...today,
    type,
    data,
    id: `entry-${revision}`,
    commandId: `${revision}`,
    revision,
    stream,
    subjects: [],
    families: [],
    sensitivity: 'STANDARD',
    codeSets: {},
    erased: false,
  }));
}
