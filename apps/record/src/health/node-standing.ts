import { decodeStoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { LogStanding, NodeStanding } from '#libs/platform';
import type { ProjectionStatus } from '#libs/read-models';
import { ledgerStanding, type LedgerStanding, type LedgerStatus } from '#libs/service';
import type { Follower } from '../feed/followers.ts';
import type { ServedRecord } from '../served-record.ts';
import type { Health } from './health.ts';
import { notReadyBecause, type NodeCondition } from './readiness.ts';

/** What a node says of itself when it is asked for its metrics. */
export async function nodeStanding(
  record: ServedRecord,
  health: Health,
  followers: readonly Follower[],
): Promise<NodeStanding> {
  const standing = await health.standing();
  const ledger = ledgerIn(record);
  return {
    isReady: notReadyBecause(standing).length === 0,
    projections: await projectionsOf(record),
    partners: await partnersOf(record, followers),
    logs: logsOf(record, standing, ledger),
    verifiedAt: ledger?.verifiedAt === undefined ? undefined : ledger.verifiedAt / 1000,
    diskFree: standing.diskFree,
  };
}

async function projectionsOf({
  projector,
  store,
  clock,
}: ServedRecord): Promise<NodeStanding['projections']> {
  const ages = new Map<number, number>();
  const age = async (position: number): Promise<number> => {
    const known = ages.get(position) ?? (await secondsSince(position, store, clock.now()));
    ages.set(position, known);
    return known;
  };
  const found = [];
  for (const { name, position, lag, parked } of await statusOf(projector))
    found.push({ projection: name, events: lag, seconds: lag > 0 ? await age(position) : 0, parked });
  return found;
}

/** Of each organisation the system that is furthest behind. */
async function partnersOf(
  { store, clock }: ServedRecord,
  followers: readonly Follower[],
): Promise<NodeStanding['partners']> {
  const found = [];
  for (const [partner, theirs] of Map.groupBy(followers, ({ agency }) => agency)) {
    const last = theirs.reduce((one, other) => (other.lag > one.lag ? other : one));
    const seconds = last.lag > 0 ? await secondsSince(last.position, store, clock.now()) : 0;
    found.push({ partner, events: last.lag, seconds });
  }
  return found;
}

/** Of the models of the record: those of the access log are of another log. */
async function statusOf(projector: ServedRecord['projector']): Promise<ProjectionStatus[]> {
  return (await projector.status()).filter(({ name }) => name !== 'access');
}

/** How long ago the first event after a position was recorded, by the clock of the store. */
async function secondsSince(position: number, log: EventStore, now: string): Promise<number> {
  for await (const { events } of log.readAll({ after: position, limit: 1 }))
    for (const { document } of events)
      return Math.max(0, (Date.parse(now) - Date.parse(decodeStoredEvent(document).recordedAt)) / 1000);
  return 0;
}

function logsOf(
  { origin, ledgers }: ServedRecord,
  { ledgers: kept, unproven }: NodeCondition,
  ledger: LedgerStanding | undefined,
): LogStanding[] {
  const [record, access] = unproven.map((ms) => (ms === undefined ? undefined : ms / 1000));
  return ledgers.status().map((status, index) => {
    const named =
      status.origin === origin
        ? { log: 'record', cosigned: ledger?.cosigned?.size, unproven: record }
        : { log: 'access', unproven: access };
    return { ...named, ...signedBy(status), events: (kept[index]?.head ?? -1) + 1 };
  });
}

function signedBy({ checkpoint, failure, refused }: LedgerStatus): Pick<LogStanding, 'signed' | 'isSound'> {
  return { signed: sizeIn(checkpoint), isSound: failure === undefined && refused === undefined };
}

/** The second line of a checkpoint is the size of its tree. */
function sizeIn(checkpoint: string | undefined): number {
  return Number(checkpoint?.split('\n')[1] ?? 0);
}

/** Files that cannot be read are the doctor's to name. */
function ledgerIn({ settings }: ServedRecord): LedgerStanding | undefined {
  try {
    return ledgerStanding(settings);
  } catch {
    return undefined;
  }
}
