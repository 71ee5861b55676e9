import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import { sourceOf } from './source.ts';
import { currentSteps, findStep, isOpen } from './state.ts';
import type { Episode, HandOver } from './state.ts';

// What proposals and their answers mean to an episode.

type Fact = Past<Clear.FamilyEvent>;
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;
type Change = (episode: Episode) => Episode;

/** A step that waits for an answer from now on. About its children no other one waits: it took their place. */
export function withProposal(event: FactOf<'StepUpProposed' | 'StepDownProposed'>): Change {
  return (episode) => {
    const others = [...currentSteps(episode.steps)].filter(
      ([id, step]) => id !== event.data.step && isOpen(step),
    );
    const left = others.reduce((before, [id, step]) => {
      const after = without(step, event.data);
      return after === step ? before : withStep(id, after)(before);
    }, episode);
    return withStep(event.data.step, proposed(event))(left);
  };
}

/** How a step stands once another one about some of its children took its place: nobody waits where no child is left. */
function without(
  open: HandOver,
  { step: by, children }: { step: string; children: readonly string[] },
): HandOver {
  const left = open.children.filter((child) => !children.includes(child));
  if (left.length === open.children.length) return open;
  return left.length > 0 ? { ...open, children: left } : { ...open, status: 'SUPERSEDED', by };
}

/** The step as its answer leaves it. */
export function withAnswer(id: string, answer: (step: HandOver) => HandOver): Change {
  return (episode) => {
    const step = findStep(episode.steps, id);
    return step === undefined ? episode : withStep(id, answer(step))(episode);
  };
}

function withStep(id: string, step: HandOver): Change {
  return (episode) => ({ ...episode, steps: { id, step, earlier: episode.steps } });
}

function proposed(event: FactOf<'StepUpProposed' | 'StepDownProposed'>): HandOver {
  const { children } = event.data;
  return event.type === 'StepUpProposed'
    ? { ...proposal(event, 'step-target'), direction: 'UP', children, ...askedOf(event.data) }
    : { ...proposal(event, 'statutory-status'), direction: 'DOWN', children, service: event.data.from };
}

function askedOf({ target: service, urgent }: FactOf<'StepUpProposed'>['data']) {
  return { service, urgent };
}

function proposal(event: Fact, codeSet: string) {
  return { status: 'PROPOSED', proposal: sourceOf(event, codeSet) } as const;
}

export function answered(status: 'DECLINED' | 'ESCALATED') {
  return (step: HandOver): HandOver => ({ ...step, status });
}

export function accepted({ data, revision }: FactOf<'StepUpAccepted' | 'StepDownAccepted'>) {
  const { receivingWorker } = data;
  return (step: HandOver): HandOver => ({
    ...step,
    status: 'ACCEPTED',
    receivingWorker,
    acceptedAt: revision,
  });
}
