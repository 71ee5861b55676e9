import type { Reference } from '#libs/reference';
import { isAtLeast } from './levels.ts';
import { findStep } from './state.ts';
import type { FamilyState } from './state.ts';

interface AcceptedStep {
  readonly episode: string;
  readonly step: string;
  /** The date, whole or partial, of its acceptance. */
  readonly on: string;
}

/**
 * The statutory status that follows from an accepted step up, for each child whose status does not say so, or more, yet:
 * by the code set `step-target`, of which a service without a status changes none.
 */
export function statusesToNote(
  state: FamilyState,
  { episode: id, step, on }: AcceptedStep,
  reference: Reference,
): readonly { readonly child: string; readonly status: string }[] {
  const episode = state.status === 'REGISTERED' ? state.episodes.get(id) : undefined;
  if (episode?.status !== 'OPEN') return [];
  const found = findStep(episode.steps, step);
  if (found?.status !== 'ACCEPTED' || found.direction !== 'UP') return [];
  const status = reference.ownerOf('step-target', found.service, on);
  return status === undefined
    ? []
    : found.children
        .filter((child) => !isAtLeast(episode.children.get(child)?.statutory, status))
        .map((child) => ({ child, status }));
}
