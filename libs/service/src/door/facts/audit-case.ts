import type { Principal } from '#libs/access';
import type { JsonObject } from '#libs/contracts';
import type { AuditCaseFact, AuditCaseNeed, ReviewerFact } from '#libs/domain';
import type { FactSources } from './fact-sources.ts';
import { pastAsCorrected } from './folds.ts';
import { mergedWith } from './merged.ts';
import { eventsOf } from '../streams.ts';
import { readWorker } from './worker-facts.ts';

/** Who helped, or looked at the help, by the event that says so: its fields that name them. */
const HELPS: Readonly<Record<string, readonly string[]>> = {
  KeyworkerAssigned: ['worker'],
  KeyworkerHandedOver: ['from', 'to'],
  TemporaryCoverArranged: ['worker'],
  SupervisionRecorded: ['supervisor'],
  EpisodeContinued: ['keyworker', 'cover'],
};
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  AccountableAgencyAssigned: ['agency'],
  AccountableAgencyChanged: ['from', 'to'],
  EpisodeContinued: ['agency'],
};

/**
 * A case, and how whoever is to judge it stands to it, up to the log's last position; undefined where there is no such
 * episode, or whoever commands may not know of it since it is of their own family.
 */
export async function auditCase(
  { episode, auditor }: AuditCaseNeed,
  sources: FactSources,
  caller?: Principal,
): Promise<AuditCaseFact | undefined> {
  const { store, readers } = sources;
  const position = await store.head();
  const family = readers.familyOfEpisode(episode);
  if (family === undefined) return undefined;
  const families = await familiesOf(episode, family, sources);
  const told = (await Promise.all(families.map((each) => eventsOf(each, store)))).flatMap(pastAsCorrected);
  const workers = named(told, HELPS);
  const agencies = named(
    told.filter(({ data }) => (data as JsonObject)['episode'] === episode),
    ACCOUNTS,
  );
  const persons = new Set(families.flatMap((each) => readers.belongedTo(each)));
  const reviewer = await reviewing(auditor, { persons, sources, caller });
  if (reviewer === undefined) return undefined;
  const teams = await teamsOf(workers, sources);
  return { position, family, workers, agencies, teams, persons: [...persons], reviewer };
}

interface Around {
  readonly persons: ReadonlySet<string>;
  readonly sources: FactSources;
  readonly caller: Principal | undefined;
}

/** Whoever is to judge, the caller where nobody is named; undefined where whoever names another is of the family. */
async function reviewing(
  auditor: string | undefined,
  { persons, sources, caller }: Around,
): Promise<ReviewerFact | undefined> {
  const { readers } = sources;
  const own = caller?.worker ?? (caller && readers.workerOfUser(caller.user));
  const whoAsks = await reviewerOf(own, persons, sources);
  if (auditor === undefined) return whoAsks;
  if (whoAsks.isConnected && auditor !== caller?.user) return undefined;
  return reviewerOf(readers.workerOfUser(auditor), persons, sources);
}

/** The families in which the episode was held, and those that are one with any of them. */
async function familiesOf(episode: string, family: string, { store }: FactSources): Promise<string[]> {
  const found = new Set([family]);
  for (const each of found) {
    for (const { type, data } of await eventsOf(each, store))
      if (type === 'EpisodeContinued' && data['episode'] === episode && typeof data['from'] === 'string')
        found.add(data['from']);
    for (const other of await mergedWith(each, store)) found.add(other);
  }
  return [...found];
}

type Told = ReturnType<typeof pastAsCorrected>;

function named(told: Told, fields: Readonly<Record<string, readonly string[]>>): string[] {
  const all = told.flatMap(({ type, data }) =>
    (fields[type] ?? []).map((field) => (data as JsonObject)[field]),
  );
  return [...new Set(all.filter((each) => typeof each === 'string'))];
}

/** What the record knows of a worker, and whether anybody of the case is known to them outside work. */
async function reviewerOf(
  worker: string | undefined,
  persons: ReadonlySet<string>,
  { store, readers }: FactSources,
): Promise<ReviewerFact> {
  const known = worker === undefined ? undefined : await readWorker(worker, store);
  if (worker === undefined || known === undefined) return { isConnected: false };
  const theirs = (known.connections ?? []).flatMap((person) => readers.recordsOf(person));
  const isConnected = theirs.some((person) => persons.has(person));
  return { worker, agency: known.agency, role: known.role, isConnected };
}

async function teamsOf(workers: readonly string[], { store }: FactSources): Promise<string[]> {
  const known = await Promise.all(workers.map((worker) => readWorker(worker, store)));
  return [...new Set(known.flatMap((worker) => worker?.agency ?? []))];
}
