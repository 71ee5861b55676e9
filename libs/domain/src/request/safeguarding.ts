import { Rejected } from '#libs/contracts';
import type { IdentifySafeguardingConcern, PassToChildrensServices, RequestEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkSaid } from '../checks.ts';
import { begun, type RequestState } from './state.ts';

// Protection outranks privacy (golden rules of information sharing, 2024): neither rule asks whether anybody agreed, nor
// how the request stands.

export function identifyConcern(
  { data }: Told<IdentifySafeguardingConcern>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  const { request, ...identified } = data;
  begun(state);
  checkSaid(identified.concern, 'concern');
  checkKnown(facts, identified.identifiedBy);
  checkBegun(facts, ...(identified.children ?? []).map((child) => `person-${child}`));
  return [{ type: 'SafeguardingConcernIdentified', data: identified }];
}

export function passToChildrensServices(
  { data }: Told<PassToChildrensServices>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  const { request, ...passed } = data;
  begun(state);
  checkKnown(facts, passed.passedBy);
  return [{ type: 'PassedToChildrensServices', data: passed }];
}

/** Known, whether or not still active: a worker's standing holds up no concern. */
function checkKnown(facts: Facts, worker: string): void {
  if (!facts.workers.has(worker)) throw new Rejected('NOT_FOUND', { worker });
}
