import { planOf } from '#libs/contracts';
import { NEWEST } from '../../model-reader.ts';
import type { Tables } from '../../projection.ts';
import { ofStreams } from '../pages.ts';
import { tell, type Telling } from '../told.ts';

/** Who is of the teams around families, by what stands now: workers, and agencies without one. */
export interface Teams {
  readonly workers: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
}

interface Draft {
  readonly workers: Set<string>;
  readonly agencies: Set<string>;
}

const telling: Telling<Draft> = {
  TafHeld: ({ workers, agencies }, { data }) => {
    for (const worker of [data.ledBy, ...(data.workers ?? []), ...(data.apologyWorkers ?? [])])
      workers.add(worker);
    for (const agency of [...(data.agencies ?? []), ...(data.apologyAgencies ?? [])]) agencies.add(agency);
  },
  ActionAdded: ({ workers, agencies }, { data: { ownerWorker, ownerAgency } }) => {
    if (ownerWorker !== undefined) workers.add(ownerWorker);
    if (ownerAgency !== undefined) agencies.add(ownerAgency);
  },
};

/** The teams of episodes of help: one statement, however many. */
export function teamsOf(tables: Tables, episodes: readonly string[]): Teams {
  const at = { position: NEWEST, knownAt: null, effectiveAt: null, provisional: false };
  const streams = episodes.map(planOf);
  const draft = { workers: new Set<string>(), agencies: new Set<string>() };
  return tell(tables, { scope: ofStreams(streams, at), at, telling }, draft);
}
