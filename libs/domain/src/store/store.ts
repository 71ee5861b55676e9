import { Rejected } from '#libs/contracts';
import type { Clear, CreateStore, StoreCommand, StoreEvent } from '#libs/contracts';
import type { Aggregate } from '../aggregate.ts';

export type StoreState =
  { readonly status: 'NONE' } | { readonly status: 'CREATED'; readonly created: Readonly<CreateStore> };

const MODES = ['DEVELOPMENT', 'PRODUCTION'];
const CLOCKS = ['MACHINE', 'SIMULATED'];

function create(asked: CreateStore, state: StoreState): StoreEvent[] {
  if (state.status === 'CREATED') {
    if (!isSame(asked, state.created)) throw new Rejected('STORE_REFUSED');
    return [];
  }
  if (!MODES.includes(asked.mode)) throw new Rejected('INVALID_INPUT', { field: 'mode' });
  if (!CLOCKS.includes(asked.clock)) throw new Rejected('INVALID_INPUT', { field: 'clock' });
  if (asked.mode === 'PRODUCTION' && asked.clock === 'SIMULATED') throw new Rejected('STORE_REFUSED');
  return [{ type: 'StoreCreated', data: { ...asked } }];
}

function isSame(one: CreateStore, other: CreateStore): boolean {
  return (
    one.origin === other.origin &&
    one.authority === other.authority &&
    one.mode === other.mode &&
    one.clock === other.clock
  );
}

/** A log is made once, for one authority, mode and clock, for good. Guarded by the stream. */
export const store: Aggregate<StoreState, StoreCommand, StoreEvent, Clear.StoreEvent> = {
  category: 'store',
  initial: { status: 'NONE' },
  needs: () => ({}),
  decide: (command, state) => create(command.data, state),
  evolve: (_, event) => ({ status: 'CREATED', created: event.data }),
  families: () => [],
  seen: () => undefined,
};
