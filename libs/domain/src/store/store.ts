import { Rejected } from '#libs/contracts';
import type { Clear, CreateStore, StoreCommand, StoreEvent, StrikeOffNode } from '#libs/contracts';
import type { Aggregate } from '../aggregate.ts';

export type StoreState =
  | { readonly status: 'NONE' }
  | {
      readonly status: 'CREATED';
      readonly created: Readonly<CreateStore>;
      /** Nodes that are gone for good. */
      readonly struckOff: ReadonlySet<string>;
    };

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

function strikeOff({ node }: StrikeOffNode, state: StoreState): StoreEvent[] {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  return state.struckOff.has(node) ? [] : [{ type: 'NodeStruckOff', data: { node } }];
}

function decide({ type, data }: StoreCommand, state: StoreState): StoreEvent[] {
  switch (type) {
    case 'CreateStore':
      return create(data, state);
    case 'StrikeOffNode':
      return strikeOff(data, state);
  }
}

function evolve(state: StoreState, { type, data }: Clear.StoreEvent): StoreState {
  switch (type) {
    case 'StoreCreated':
      return { status: 'CREATED', created: data, struckOff: new Set() };
    case 'NodeStruckOff':
      if (state.status === 'NONE') return state;
      return { ...state, struckOff: new Set(state.struckOff).add(data.node) };
  }
}

function isSame(one: CreateStore, other: CreateStore): boolean {
  return (
    one.origin === other.origin &&
    one.authority === other.authority &&
    one.mode === other.mode &&
    one.clock === other.clock
  );
}

/** A log is made once, for one authority, mode and clock, for good; nodes of it come and go. Guarded by the stream. */
export const store: Aggregate<StoreState, StoreCommand, StoreEvent, Clear.StoreEvent> = {
  category: 'store',
  initial: { status: 'NONE' },
  needs: () => ({}),
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
