import type { Clear } from '#libs/contracts';
import { standingHold, type Past, type StandingHold } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { isOf } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

/** The legal holds that stand, folded from the log. */
export async function standingHolds({ store }: Pick<FactSources, 'store'>): Promise<StandingHold[]> {
  const holds: StandingHold[] = [];
  for (const stream of await store.streams('hold-')) {
    const past = pastAsCorrected(await eventsOf(stream, store)).filter(isOfHold);
    const standing = standingHold(stream, past);
    if (standing !== undefined) holds.push(standing);
  }
  return holds;
}

function isOfHold(event: Past<Clear.Event>): event is Past<Clear.HoldEvent> {
  return isOf('hold', event);
}
