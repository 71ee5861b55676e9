import type { EventStore } from '#libs/event-store';
import type { Projector, Readers } from '#libs/read-models';
import type { FactSources } from '../door/facts/fact-sources.ts';
import { forgetTerms } from '../reads/forget-terms.ts';
import { bearsOnErasing } from './came-meanwhile.ts';
import { identifiedLate } from './identified-late.ts';
import { copiesHeld, named } from './copies.ts';
import { copiesGiven } from './copies-given.ts';
import { Erasures, type ErasuresParts } from './erasures.ts';
import type { Erasure } from './standing.ts';

export interface ErasingRecord extends Omit<
  ErasuresParts,
  'projector' | 'readers' | 'copiesOf' | 'bearsOn' | 'identifiedLate' | 'forgetTerms' | 'done' | 'failed'
> {
  readonly accessStore: EventStore;
  readonly projector: Projector;
  readonly readers: Readers;
  /** What an erasure is judged by. */
  readonly facts: FactSources;
  /** Told of every step, and of what failed. */
  readonly told?: Partial<Pick<ErasuresParts, 'done' | 'failed'>> | undefined;
}

const CATCHING_UP_MS = 60_000;

/** The erasures of a record, with all that carries them out. */
export function erasuresOf({ accessStore, told, facts, ...record }: ErasingRecord): Erasures {
  const { readers, projector, store, keys, vault } = record;
  const copiesOf = async (erasure: Erasure) => {
    await projector.accessReached(await accessStore.head(), CATCHING_UP_MS);
    const whom = [...erasure.subjects, ...erasure.families];
    const held = await copiesHeld(whom, { access: readers.access, accessStore });
    return named([...held, ...(await copiesGiven(erasure, { store, readers }))]);
  };
  return new Erasures({
    ...record,
    copiesOf,
    bearsOn: ({ records }, after) => bearsOnErasing(records, after, facts),
    identifiedLate: (erasure) => identifiedLate(erasure, facts),
    forgetTerms: (now) => forgetTerms(now, { accessStore, keys, vault, reference: facts.reference }),
    done: (step) => told?.done?.(step),
    failed: (reason) => told?.failed?.(reason),
  });
}
