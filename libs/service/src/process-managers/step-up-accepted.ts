import type { StoredEvent } from '#libs/contracts';
import { couldBeLiving, statusesToNote, type FamilyState, type PersonFact } from '#libs/domain';
import { codesJudgedOn, type Reference } from '#libs/reference';
import type { ProcessManager, Step } from './manager.ts';

export interface AcceptedParts {
  /** The family as it stands now. */
  family(stream: string): Promise<FamilyState>;
  /** What stands of a person, opened; a death under any of their records. */
  person(person: string): Promise<PersonFact | undefined>;
  /** The event's data with its sealed fields, as far as they open. */
  opened(event: StoredEvent): Promise<Readonly<Record<string, unknown>>>;
  reference(): Reference;
}

/**
 * Children's services took a family on: its living children's statutory status says so, where nobody has noted it since.
 */
export function stepUpAccepted(parts: AcceptedParts): ProcessManager {
  return {
    name: 'step-up-accepted',
    causes: ['StepUpAccepted'],
    async steps(cause) {
      const { episode, step, receivingReference } = await parts.opened(cause);
      if (typeof episode !== 'string' || typeof step !== 'string') return [];
      const on = codesJudgedOn(cause.occurredAt, cause.recordedAt);
      const state = await parts.family(cause.stream);
      const sourceReference =
        typeof receivingReference === 'string' ? { sourceReference: receivingReference } : {};
      const steps: Step[] = [];
      for (const { child, status } of statusesToNote(state, { episode, step, on }, parts.reference())) {
        if (!couldBeLiving(await parts.person(child), on)) continue;
        const data = { family: cause.stream, episode, child, status, ...sourceReference };
        steps.push({ name: child, stream: cause.stream, order: { type: 'NoteStatutoryStatus', data } });
      }
      return steps;
    },
  };
}
