import { Rejected } from '#libs/contracts';
import type { Clear, FlagCommand, FlagEvent, RaiseDataQualityFlag } from '#libs/contracts';
import type { Aggregate, Past } from '../aggregate.ts';

export type FlagState = {
  readonly status: 'NONE' | 'RAISED' | 'RESOLVED';
  readonly families: readonly string[];
};

function raise(raised: RaiseDataQualityFlag, state: FlagState): FlagEvent[] {
  if (state.status !== 'NONE') return [];
  const { persons = [], families = [], request } = raised;
  if (persons.length + families.length === 0 && request === undefined) {
    throw new Rejected('REQUIRED', { field: 'persons' });
  }
  return [{ type: 'DataQualityFlagRaised', data: { ...raised } }];
}

function resolve(resolution: string, state: FlagState): FlagEvent[] {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  return [{ type: 'DataQualityFlagResolved', data: { resolution } }];
}

function evolve(state: FlagState, event: Past<Clear.FlagEvent>): FlagState {
  switch (event.type) {
    case 'DataQualityFlagRaised':
      return { status: 'RAISED', families: event.data.families ?? [] };
    case 'DataQualityFlagResolved':
      return state.status === 'NONE' ? state : { ...state, status: 'RESOLVED' };
  }
}

/** Something in the record that does not fit together, until someone has looked. Guarded by the stream. */
export const flag: Aggregate<FlagState, FlagCommand, FlagEvent, Clear.FlagEvent> = {
  category: 'flag',
  initial: { status: 'NONE', families: [] },
  needs: () => ({}),
  decide: (command, state) => {
    switch (command.type) {
      case 'RaiseDataQualityFlag':
        return raise(command.data, state);
      case 'ResolveDataQualityFlag':
        return resolve(command.data.resolution, state);
    }
  },
  evolve,
  families: (state) => state.families,
  seen: () => undefined,
};
