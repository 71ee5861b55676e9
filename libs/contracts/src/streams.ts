import { streamCategory } from './ids.ts';

/** Kinds of stream that tell of a life, and not of the record of it. */
export const OF_LIVES = ['person', 'family', 'request', 'agreement'] as const;

/** Whether a stream tells of a life, and not of the record of it. */
export function isOfLife(stream: string): boolean {
  return (OF_LIVES as readonly string[]).includes(streamCategory(stream));
}

/** The stream of an episode's plan. */
export function planOf(episode: string): string {
  return `plan-${episode}`;
}

/** The stream of the assessments of an episode's help. */
export function assessmentsOf(episode: string): string {
  return `assessment-${episode}`;
}
