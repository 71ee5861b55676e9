import type { EventStore } from '#libs/event-store';
import type { Readers } from '#libs/read-models';
import { isLockedOut } from '../sight/locked-out.ts';
import type { GatheredRelations } from '../sight/relations.ts';
import { isRestricted } from '../sight/restricted.ts';
import { checkProven } from './as-of.ts';
import type { ReadParts } from './recorded-reads.ts';

/** What is asked before a read of a record is answered. */
export function whatReadsGoBy(
  gathered: GatheredRelations,
  { store, readers, authority }: Pick<ReadParts, 'authority'> & { store: EventStore; readers: Readers },
): Omit<ReadParts, 'records' | 'beingErased'> {
  return {
    authority,
    relations: gathered.relations.bind(gathered),
    hasBrokenGlass: gathered.hasBrokenGlass.bind(gathered),
    isLockedOut: (principal) => isLockedOut(principal, store),
    isRestricted: (record) => isRestricted(record, { readers, store }),
    position: () => readers.position(),
    checkProven: () => checkProven(store),
  };
}
