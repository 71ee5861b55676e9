import { Rejected } from '#libs/contracts';
import type {
  Clear,
  LiftProcessingRestriction,
  RestrictionCommand,
  RestrictionEvent,
  RestrictProcessing,
} from '#libs/contracts';
import type { Aggregate, Facts, Past, Told } from '../aggregate.ts';
import { checkBegun, checkRationale } from '../checks.ts';
import { checkDate, pastFault, today } from '../days.ts';

/** How many restrictions stand: while one does, what is held of the person is kept and not used. */
export type RestrictionState = number;

/** Each ground is a restriction of its own: whoever lifts one leaves the others. */
function restrict(told: Told<RestrictProcessing>, facts: Facts): RestrictionEvent[] {
  const { person, ground, explanation } = told.data;
  checkBegun(facts, `person-${person}`);
  checkRationale(explanation, 'explanation');
  return [{ type: 'ProcessingRestricted', data: { ground, explanation, restrictedBy: told.actor.user } }];
}

/** Whoever asked for it is told before it ends (UK GDPR, Article 18(3)). */
function lift(told: Told<LiftProcessingRestriction>, state: RestrictionState): RestrictionEvent[] {
  const { reason, toldOn } = told.data;
  if (state === 0) throw new Rejected('NOT_RECORDED');
  checkRationale(reason, 'reason');
  checkDate(toldOn, 'toldOn');
  const fault = pastFault(toldOn, today(told));
  if (fault !== undefined) throw new Rejected(fault, { field: 'toldOn' });
  return [{ type: 'ProcessingRestrictionLifted', data: { reason, toldOn, liftedBy: told.actor.user } }];
}

function evolve(standing: RestrictionState, { type }: Past<Clear.RestrictionEvent>): RestrictionState {
  return type === 'ProcessingRestricted' ? standing + 1 : standing - 1;
}

/** Whether what is held of a person is restricted, by the person's stream of restrictions. */
export function isRestrictedBy(events: readonly Past<Clear.RestrictionEvent>[]): boolean {
  return events.reduce<RestrictionState>(evolve, 0) > 0;
}

/** Restriction of processing, one person's. Guarded by the stream. */
export const restriction: Aggregate<
  RestrictionState,
  RestrictionCommand,
  RestrictionEvent,
  Clear.RestrictionEvent
> = {
  category: 'restriction',
  initial: 0,
  needs: ({ type, data }) => (type === 'RestrictProcessing' ? { begun: [`person-${data.person}`] } : {}),
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'RestrictProcessing':
        return restrict(command, facts);
      case 'LiftProcessingRestriction':
        return lift(command, state);
    }
  },
  evolve,
  families: () => [],
  seen: () => undefined,
};
