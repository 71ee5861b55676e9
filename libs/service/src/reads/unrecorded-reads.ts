import { isSimulated } from '../clock.ts';
import type { FamilyRecord } from '../record.ts';
import { GatheredRelations } from '../sight/relations.ts';
import type { ReadDoor } from './read-door.ts';
import { RecordedReads } from './recorded-reads.ts';
import { whatReadsGoBy } from './what-reads-go-by.ts';

/**
 * The read door of an open record as it would be if it left no record of a read, to measure what that costs. TypeError for
 * a record that does not live by a simulated clock: what is held of real people is never read unrecorded.
 */
export function unrecordedReads({ clock, readers, store, authority }: FamilyRecord): ReadDoor {
  if (!isSimulated(clock)) throw new TypeError('only a simulated record is read unrecorded');
  return new RecordedReads({
    ...whatReadsGoBy(new GatheredRelations(readers, store, clock), { store, readers, authority }),
    records: { keep: () => Promise.resolve() },
  });
}
