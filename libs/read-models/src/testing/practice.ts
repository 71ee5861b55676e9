import { readCodeSets } from '#libs/reference';
import type { DueQuestion } from '../oversight/due.ts';
import { practiceSets } from '../oversight/practice.ts';
import { OversightReader } from '../oversight/reader.ts';
import { oversight } from '../oversight/projection.ts';
import type { AsOfPoint } from '../as-of.ts';
import { EPISODE, FAMILY, hillFamily, request } from './hill.ts';
import { project } from './project.ts';
import type { Story } from './story.ts';

/** The Hill family, under the times and thresholds that ship with the product. */
export function practised(): Story {
  const story = hillFamily();
  for (const set of readCodeSets().filter(({ name }) => (practiceSets as readonly string[]).includes(name))) {
    const { name, version } = set;
    story.tell(`codeset-${name}`, {
      type: 'CodeSetPublished',
      data: { name, version, content: JSON.stringify(set) },
    });
  }
  return story;
}

/** What managers are told of a log. */
export function overseen(story: Story): OversightReader {
  return new OversightReader(project(oversight, story.events));
}

/** As of the end of a log, or of an event in it: on the day of its recording unless another is given. */
export function asOf(story: Story, position = story.head, effectiveAt: string | null = null): AsOfPoint {
  const knownAt = story.events[position]?.recordedAt ?? null;
  return { position, knownAt, effectiveAt, provisional: false };
}

export const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;

export const stepUp = (step: string, urgent: boolean, target = 'CIN_S17') =>
  ({
    type: 'StepUpProposed',
    data: {
      episode: EPISODE,
      step,
      children: ['p-ava'],
      target,
      urgent,
      reason: 'Harm',
      proposedBy: 'worker-kim',
    },
  }) as const;

export const declined = (step: string) =>
  ({ type: 'StepUpDeclined', data: { episode: EPISODE, step, reason: 'Not met' } }) as const;

export const escalated = (step: string) =>
  ({ type: 'StepUpEscalated', data: { episode: EPISODE, step, reason: 'Harm' } }) as const;

export const handedOver = (to: string) =>
  ({
    type: 'KeyworkerHandedOver',
    data: {
      episode: EPISODE,
      from: 'worker-kim',
      to,
      agency: 'organisation-a',
      agreementReviewed: true,
      reason: 'LEFTRL',
    },
  }) as const;

export const closed = {
  type: 'EpisodeClosed',
  data: { episode: EPISODE, reason: 'OUTCOMES_MET', outcomes: [] },
} as const;

/** A minute goes by. */
export function passes(story: Story, instant: string): number {
  return story.at(instant).tell(FAMILY, {
    type: 'InformationReceived',
    data: { from: 'SCHOOL', summary: 'Nothing new' },
  });
}

/** A request that comes in later. */
export const LATER = 'request-later';

export const due = (story: Story, question: DueQuestion = {}, position?: number, day?: string) =>
  overseen(story)
    .due(question, asOf(story, position, day ?? null))
    .edges.map(({ node }) => node);

/** Which clocks, until when, and how long overdue. */
export const named = (rows: readonly { clock: string; dueOn: string; daysOverdue: number }[]) =>
  rows.map(({ clock, dueOn, daysOverdue }) => [clock, dueOn, daysOverdue]);

export function received(story: Story, instant: string, urgency = 'ROUTINE'): number {
  const data = { ...request(), reference: 'R-2', urgency, family: FAMILY };
  return story.at(instant).tell(LATER, { type: 'RequestReceived', data });
}
