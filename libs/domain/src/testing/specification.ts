import { expect } from '@jest/globals';
import { Rejected } from '#libs/contracts';
import type { RefusalCode, RefusalDetails } from '#libs/contracts';
import type { Aggregate, Circumstances, Decided, Facts, Past } from '../aggregate.ts';
import { noFacts, today } from './examples.ts';

type Around = Partial<Pick<Past<unknown>, 'id' | 'recordedAt' | 'occurredAt' | 'codeSets'>>;

/** An event as it stands in a stream, recorded now unless it says otherwise. */
export function placed<E>(event: E & Around, revision: number): Past<E> {
  const { recordedAt, occurredAt } = today;
  return { id: `event-${revision}`, codeSets: {}, recordedAt, occurredAt, ...event, revision };
}

/** The state that events leave. */
export function after<S, C, E extends P, P>(
  aggregate: Aggregate<S, C, E, P>,
  events: readonly (E & Around)[],
): S {
  return events.reduce(
    (state, event, revision) => aggregate.evolve(state, placed(event, revision)),
    aggregate.initial,
  );
}

/** Given what happened, when someone commands something, then this happens, or it is refused. */
export function given<S, C, E extends P, P>(
  aggregate: Aggregate<S, C, E, P>,
  ...events: readonly (E & Around)[]
) {
  const state = after(aggregate, events);
  return {
    when: (command: C, circumstances: Partial<Circumstances> = {}, facts: Partial<Facts> = {}) => {
      const told = { ...today, stream: `${aggregate.category}-1`, ...circumstances };
      const decide = () => aggregate.decide({ ...command, ...told }, state, { ...noFacts, ...facts });
      return {
        then: (...expected: readonly Decided<E>[]) => expect(decide()).toEqual(expected),
        refuses: (code: RefusalCode, details?: RefusalDetails) => {
          const refusal = refusalOf(decide);
          expect(refusal.code).toBe(code);
          if (details !== undefined) expect(refusal.details).toEqual(details);
        },
      };
    },
  };
}

export function refusalOf(decide: () => unknown): Rejected {
  try {
    decide();
  } catch (refusal) {
    if (refusal instanceof Rejected) return refusal;
    throw refusal;
  }
  throw new Error('it was not refused');
}
