import type { Clear } from '#libs/contracts';
import { organisationFact, type OrganisationFact, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { eventsOf } from '../streams.ts';
import { isOf } from './folded.ts';
import { pastAsCorrected } from './folds.ts';

export async function readOrganisation(
  stream: string,
  store: EventStore,
): Promise<OrganisationFact | undefined> {
  return organisationFact(pastAsCorrected(await eventsOf(stream, store)).filter(isOfOrganisation));
}

/** Who stands for an organisation now: itself, or the last that came in its place. */
export async function standingFor(organisation: string, store: EventStore): Promise<string> {
  const gone = new Set<string>();
  for (let standing = organisation; ; gone.add(standing)) {
    const { successor } = (await readOrganisation(standing, store)) ?? {};
    if (successor === undefined || gone.has(successor)) return standing;
    standing = successor;
  }
}

const isOfOrganisation = (event: Past<Clear.Event>): event is Past<Clear.OrganisationEvent> =>
  isOf('organisation', event);
