import { Rejected } from '#libs/contracts';
import type { Clear, DetectPossibleDuplicate, IdentityCommand, IdentityEvent } from '#libs/contracts';
import type { Aggregate, Facts, Past, Told } from '../aggregate.ts';
import { checkBegun, checkRationale, present } from '../checks.ts';

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly score: number;
}

export type IdentityState =
  | { readonly status: 'NONE' }
  | (Pair & { readonly status: 'POSSIBLE' })
  | (Pair & { readonly status: 'APART' });

const HIGHEST_SCORE = 1000;

/** Nobody is asked twice about the same likeness; a pair confirmed apart comes back when its score changes. */
function detect(told: Told<DetectPossibleDuplicate>, state: IdentityState, facts: Facts): IdentityEvent[] {
  const { score, reasons, request } = told.data;
  checkPair(told.data);
  checkBegun(facts, ...streamsOf(told.data));
  // One stream a pair guards this; two streams of one pair are found by detection.
  if (state.status === 'POSSIBLE' || (state.status === 'APART' && state.score === score)) return [];
  const [first = '', second = ''] = [told.data.first, told.data.second].sort();
  return [
    { type: 'PossibleDuplicateDetected', data: { first, second, score, reasons, ...present({ request }) } },
  ];
}

function checkPair({ first, second, score }: DetectPossibleDuplicate): void {
  if (first === second) throw new Rejected('NOT_SAME_AS_SELF');
  if (!Number.isInteger(score) || score < 0 || score > HIGHEST_SCORE) {
    throw new Rejected('INVALID_INPUT', { field: 'score' });
  }
}

function confirmApart(reason: string, state: IdentityState): IdentityEvent[] {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'APART') return [];
  checkRationale(reason, 'reason');
  const { first, second } = state;
  return [{ type: 'ConfirmedNotDuplicate', data: { first, second, reason } }];
}

function streamsOf({ first, second }: DetectPossibleDuplicate): string[] {
  return [`person-${first}`, `person-${second}`];
}

function evolve(state: IdentityState, event: Past<Clear.IdentityEvent>): IdentityState {
  switch (event.type) {
    case 'PossibleDuplicateDetected': {
      const { first, second, score } = event.data;
      return { status: 'POSSIBLE', first, second, score };
    }
    case 'ConfirmedNotDuplicate':
      return state.status === 'NONE' ? state : { ...state, status: 'APART' };
  }
}

/** Whether two records are of one person. */
export const identity: Aggregate<IdentityState, IdentityCommand, IdentityEvent, Clear.IdentityEvent> = {
  category: 'identity',
  initial: { status: 'NONE' },
  needs: ({ type, data }) => (type === 'DetectPossibleDuplicate' ? { begun: streamsOf(data) } : {}),
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'DetectPossibleDuplicate':
        return detect(command, state, facts);
      case 'ConfirmNotDuplicate':
        return confirmApart(command.data.reason, state);
    }
  },
  evolve,
  families: () => [],
  seen: () => undefined,
};
