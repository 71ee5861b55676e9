import { Rejected } from '#libs/contracts';
import type { Clear, DetectPossibleDuplicate, IdentityCommand, IdentityEvent } from '#libs/contracts';
import type { Aggregate, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkBegun, checkRationale, present } from '../checks.ts';
import { link, reverse, split } from './links.ts';
import type { IdentityState, Pair } from './state.ts';

const HIGHEST_SCORE = 1000;

/** Nobody is asked twice about the same likeness; a pair confirmed apart comes back when its score changes. */
function detect(told: Told<DetectPossibleDuplicate>, state: IdentityState, facts: Facts): IdentityEvent[] {
  const { score, reasons, request } = told.data;
  checkPair(told.data);
  checkBegun(facts, ...streamsOf(told.data));
  // One stream a pair guards this; two streams of one pair are found by detection.
  if (state.status === 'POSSIBLE' || state.status === 'LINKED') return [];
  if (state.status === 'APART' && state.score === score) return [];
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
  if (state.status === 'LINKED') throw new Rejected('LINKED_ALREADY');
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
      return state.status === 'NONE' ? state : { ...pairOf(state), status: 'APART' };
    case 'PersonsLinkedAsSame': {
      const { survivor, other } = event.data;
      const pair = { first: survivor, second: other, score: scoreOf(state) };
      return { ...pair, status: 'LINKED', survivor, other, linkedBy: event.id };
    }
    case 'PersonLinkReversed':
      return state.status === 'NONE' ? state : { ...pairOf(state), status: 'APART' };
    case 'PersonRecordSplit': {
      const { from, into } = event.data;
      return { first: from, second: into, score: scoreOf(state), status: 'APART' };
    }
  }
}

function pairOf({ first, second, score }: Pair): Pair {
  return { first, second, score };
}

function scoreOf(state: IdentityState): number {
  return state.status === 'NONE' ? 0 : state.score;
}

function needs({ type, data }: IdentityCommand, state: IdentityState): Needs {
  switch (type) {
    case 'DetectPossibleDuplicate':
      return { begun: streamsOf(data) };
    case 'ConfirmNotDuplicate':
      return {};
    case 'LinkPersonsAsSame':
      return {
        persons: [data.survivor, data.other],
        linksOf: [data.other],
        sealsOver: [data.survivor, data.other],
        workers: [data.requestedBy, data.approvedBy],
      };
    case 'ReversePersonLink':
      return {
        workers: [data.requestedBy, data.approvedBy],
        events: [
          ...(state.status === 'LINKED' ? [state.linkedBy] : []),
          ...(data.reallocations?.map(({ event }) => event) ?? []),
        ],
      };
    case 'SplitPersonRecord':
      return {
        begun: [`person-${data.from}`, `person-${data.into}`],
        sealsOver: [data.from, data.into],
        workers: [data.requestedBy, data.approvedBy],
        events: data.reallocated,
      };
  }
}

/** Whether two records are of one person. */
export const identity: Aggregate<IdentityState, IdentityCommand, IdentityEvent, Clear.IdentityEvent> = {
  category: 'identity',
  initial: { status: 'NONE' },
  needs,
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'DetectPossibleDuplicate':
        return detect(command, state, facts);
      case 'ConfirmNotDuplicate':
        return confirmApart(command.data.reason, state);
      case 'LinkPersonsAsSame':
        return link(command, state, facts);
      case 'ReversePersonLink':
        return reverse(command, state, facts);
      case 'SplitPersonRecord':
        return split(command, state, facts);
    }
  },
  evolve,
  families: () => [],
  seen: () => undefined,
};
