import { Rejected } from '#libs/contracts';
import type { Clear, ReplaceCase, SampleCommand, SampleEvent } from '#libs/contracts';
import type { Aggregate, Facts, Needs, Past, Told } from '../aggregate.ts';
import { designed } from './design.ts';
import type { CaseFact } from './fact.ts';
import type { SampleState } from './state.ts';

type Begun = Exclude<SampleState, { status: 'NONE' | 'CLOSED' }>;
type In<S extends SampleState['status']> = Extract<SampleState, { status: S }>;

/** Selected and standing by, of all strata together: an event has no room for more. */
const MOST_OF_ALL = 2000;

function decide(
  command: Parameters<typeof sample.decide>[0],
  state: SampleState,
  facts: Facts,
): SampleEvent[] {
  const { user } = command.actor;
  if (command.type === 'DesignSample') {
    if (state.status !== 'NONE') return [];
    return [{ type: 'SampleDesigned', data: { ...designed(command), designedBy: user } }];
  }
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'CLOSED') {
    if (command.type === 'CloseSample') return [];
    throw new Rejected('SAMPLE_CLOSED');
  }
  switch (command.type) {
    case 'CommitSeed':
      return commit(command.data.commitment, state, { user, facts, stream: command.stream });
    case 'FreezeFrame':
      return freeze(state, facts, user);
    case 'DrawSample':
      return drawn(command.data.seed, state, { user, facts, stream: command.stream });
    case 'ReplaceCase':
      return replace(command, state);
    case 'CloseSample':
      return [{ type: 'SampleClosed', data: { closedBy: user } }];
  }
}

interface Around {
  readonly user: string;
  readonly facts: Facts;
  readonly stream: string;
}

function commit(commitment: string, state: Begun, { user, facts, stream }: Around): SampleEvent[] {
  if (state.status !== 'DESIGNED') {
    if (state.commitment === commitment) return [];
    throw new Rejected('SEED_COMMITTED');
  }
  checkUnused(facts, stream);
  return [{ type: 'SeedCommitted', data: { commitment, committedBy: user } }];
}

/**
 * A seed draws one sample. Two that commit the same one at the same moment are guarded by no stream: of them only the one
 * that stands first in the log is drawn.
 */
function checkUnused({ seedOf }: Facts, stream: string): void {
  if (seedOf !== undefined && seedOf !== stream) throw new Rejected('SEED_USED');
}

function freeze(state: Begun, { frame }: Facts, user: string): SampleEvent[] {
  if (state.status === 'DESIGNED') throw new Rejected('SEED_NOT_COMMITTED');
  if (state.status !== 'COMMITTED' || frame === undefined) return [];
  const { position, count, root, strata, empty } = frame;
  if (count === 0) throw new Rejected('FRAME_EMPTY');
  const [first] = empty;
  if (first !== undefined) throw new Rejected('STRATUM_EMPTY', { stratum: first });
  if (strata === undefined) throw new Rejected('TOO_FEW_FOR_STRATA');
  const { size, reserves } = state.design;
  const all = strata.reduce((sum, each) => sum + Math.min(each.count, each.take + reserves), 0);
  if (all > MOST_OF_ALL) throw new Rejected('SAMPLE_TOO_LARGE', { cases: all });
  const data = { position, count, root, whole: size >= count, strata: [...strata], frozenBy: user };
  return [{ type: 'FrameFrozen', data }];
}

/** I20: a frame is frozen and a seed was committed before it; what is drawn is drawn once. */
function drawn(seed: string, state: Begun, { user, facts, stream }: Around): SampleEvent[] {
  const frozen = checkToDraw(state);
  const { draw } = facts;
  if (draw?.commitment !== frozen.commitment) throw new Rejected('SEED_MISMATCH');
  checkUnused(facts, stream);
  if (draw.root !== frozen.frame.root) throw new Rejected('FRAME_CHANGED');
  const { selected, reserves } = draw;
  const standingBy = reserves.length > 0 && { reserves: [...reserves] };
  return [{ type: 'SampleDrawn', data: { seed, selected: [...selected], ...standingBy, drawnBy: user } }];
}

function checkToDraw(state: Begun): In<'FROZEN'> {
  if (state.status === 'DESIGNED') throw new Rejected('SEED_NOT_COMMITTED');
  if (state.status === 'COMMITTED') throw new Rejected('FRAME_NOT_FROZEN');
  if (state.status === 'DRAWN') throw new Rejected('SAMPLE_DRAWN');
  return state;
}

function replace({ data, actor }: Told<ReplaceCase>, state: Begun): SampleEvent[] {
  if (state.status !== 'DRAWN') throw new Rejected('SAMPLE_NOT_DRAWN');
  const { episode, reason } = data;
  const going = state.selected.find((each) => each.episode === episode);
  if (going === undefined) throw new Rejected('CASE_NOT_SELECTED');
  const { stratum } = going;
  const next = state.reserves.find((each) => each.stratum === stratum);
  if (next === undefined) throw new Rejected('NO_RESERVE_LEFT');
  const replaced = { episode, replacement: next.episode, stratum, reason, replacedBy: actor.user };
  return [{ type: 'CaseReplaced', data: replaced }];
}

function evolve(state: SampleState, event: Past<Clear.SampleEvent>): SampleState {
  if (event.type === 'SampleDesigned') {
    const { designedBy, ...design } = event.data;
    return { status: 'DESIGNED', design };
  }
  if (state.status === 'NONE' || state.status === 'CLOSED') return state;
  switch (event.type) {
    case 'SeedCommitted':
      return { status: 'COMMITTED', design: state.design, commitment: event.data.commitment };
    case 'FrameFrozen':
    case 'SampleDrawn':
    case 'CaseReplaced':
      return settled(state, event);
    case 'SampleClosed':
      return { status: 'CLOSED', design: state.design };
  }
}

type Settling = Extract<Clear.SampleEvent, { type: 'FrameFrozen' | 'SampleDrawn' | 'CaseReplaced' }>;

function settled(state: Begun, event: Settling): SampleState {
  if (event.type === 'FrameFrozen')
    return state.status === 'COMMITTED' ? { ...state, status: 'FROZEN', frame: event.data } : state;
  if (event.type === 'SampleDrawn') {
    const { selected, reserves = [] } = event.data;
    return state.status === 'FROZEN' ? { ...state, status: 'DRAWN', selected, reserves } : state;
  }
  return state.status === 'DRAWN' ? { ...state, ...replaced(state, event.data) } : state;
}

function replaced(
  { selected, reserves }: In<'DRAWN'>,
  { episode, replacement }: Clear.CaseReplaced,
): { selected: CaseFact[]; reserves: CaseFact[] } {
  const came = reserves.filter((each) => each.episode === replacement);
  return {
    selected: selected.flatMap((each) => (each.episode === episode ? came : [each])),
    reserves: reserves.filter((each) => each.episode !== replacement),
  };
}

function needs({ type, data }: SampleCommand, state: SampleState): Needs {
  switch (type) {
    case 'CommitSeed':
      return { seedOf: data.commitment };
    case 'FreezeFrame':
      return state.status === 'COMMITTED' ? { frame: state.design } : {};
    case 'DrawSample': {
      if (state.status !== 'FROZEN') return {};
      const { design, commitment, frame } = state;
      return { draw: { ...design, position: frame.position, seed: data.seed }, seedOf: commitment };
    }
    case 'DesignSample':
    case 'ReplaceCase':
    case 'CloseSample':
      return {};
  }
}

/**
 * A sample of episodes for quality assurance, drawn so that anybody can draw it again: what is wanted, a seed that is bound
 * before the frame is known to be final, the frame as of a position of the log, and only then who is in it.
 */
export const sample: Aggregate<SampleState, SampleCommand, SampleEvent, Clear.SampleEvent> = {
  category: 'sample',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
