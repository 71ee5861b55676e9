import { planOf, type Clear } from '#libs/contracts';
import { openActions, type Facts, type Needs, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { isOf } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

/** The persons whose agreement a rule asks about: those it names, and the children of an episode, by the family's own stream. */
export function whoseAgreement(
  { agreementsOf = [], agreementsIn }: Needs,
  families: Facts['families'],
): readonly string[] {
  if (agreementsIn === undefined) return agreementsOf;
  const [family, episode] = agreementsIn;
  const children = families.get(family)?.episodes.get(episode)?.children.keys() ?? [];
  return [...agreementsOf, ...children];
}

/** Actions of an episode's plan that are neither done nor cancelled. */
export async function readOpenActions(
  episode: string | undefined,
  store: EventStore,
): Promise<Facts['openActions']> {
  if (episode === undefined) return [];
  return openActions(pastAsCorrected(await eventsOf(planOf(episode), store)).filter(isOfPlan));
}

const isOfPlan = (event: Past<Clear.Event>): event is Past<Clear.PlanEvent> => isOf('plan', event);
