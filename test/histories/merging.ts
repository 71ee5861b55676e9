import { randomUUID } from 'node:crypto';
import { Rejected, type Actor, type CommandType } from '#libs/contracts';
import { systemActor, type FamilyRecord } from '#libs/service';
import type { Known } from './known.ts';

/** A merge that was taken, reversed and done: what the two families were before, and are after it. */
export interface Merged {
  readonly before: unknown;
  readonly after: unknown;
}

/** Merges two of a history's families and takes the merge back; undefined where rules refuse it. */
export async function mergedAndTakenApart(record: FamilyRecord, known: Known): Promise<Merged | undefined> {
  await followed(record);
  const pair = twoFamilies(record, known);
  if (pair === undefined) return undefined;
  const episode = record.readers.families.family(pair.retired)?.episode ?? undefined;
  const before = lastingOf(record, pair);
  const asked = { ...pair, agreementReviewed: true };
  for (const [type, data] of [
    ['MergeFamilies', asked],
    ['ReverseFamilyMerge', { ...pair, ...(episode !== undefined && { episode }) }],
  ] as const) {
    if (!(await isTaken(record, type, data))) return undefined;
    await followed(record);
  }
  return { before, after: lastingOf(record, pair) };
}

/** Two families that are not merged, and two workers who are there and sign in: what a merge takes. */
export function twoFamilies({ readers }: Pick<FamilyRecord, 'readers'>, known: Known) {
  const { families, directory } = readers;
  const [retired, survivor] = known
    .all('family')
    .filter((family) => families.family(family)?.mergedInto === null);
  const [requestedBy, approvedBy] = known.all('worker').filter((worker) => isThere(directory.worker(worker)));
  const pair = { retired, survivor, reason: 'Taken for one.', requestedBy, approvedBy };
  return isWhole(pair) ? pair : undefined;
}

function isThere(worker: ReturnType<FamilyRecord['readers']['directory']['worker']>): boolean {
  return worker?.activeTo === null && worker.user !== null;
}

/** Whoever asks for the merge sends it. */
export function senderOf({ readers }: Pick<FamilyRecord, 'readers'>, requestedBy: string): Actor {
  return { ...systemActor, user: readers.directory.worker(requestedBy)?.user ?? systemActor.user };
}

type Whole<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function isWhole<T extends object>(said: T): said is T & Whole<T> {
  return Object.values(said).every((value) => value !== undefined);
}

/** What a merge and its reversal leave as it was: of the survivor not that an episode went through it. */
function lastingOf(
  { readers, clock }: FamilyRecord,
  { retired, survivor }: { readonly retired: string; readonly survivor: string },
): unknown {
  const at = readers.asOf(undefined, clock.now());
  const told = (family: string) => readers.timeline.familyAsOf(family, at);
  const { episodes = [], ...hills } = told(retired) ?? {};
  const other = told(survivor);
  return {
    retired: { ...hills, episodes: episodes.map((each) => ({ ...each, continuedFrom: null })) },
    row: readers.families.family(retired),
    survivor: { ...other, episodes: other?.episodes.filter(({ continuedIn }) => continuedIn !== retired) },
    members: [retired, survivor].map((family) =>
      readers.families
        .members(family)
        .map(({ person, role }) => `${person} ${role}`)
        .sort(),
    ),
  };
}

async function isTaken(
  record: FamilyRecord,
  type: CommandType,
  data: { readonly requestedBy: string },
): Promise<boolean> {
  const actor = senderOf(record, data.requestedBy);
  const order = { type, data, commandId: randomUUID(), actor, source: 'SYSTEM' } as const;
  try {
    return (await record.door.send(order)).events > 0;
  } catch (error) {
    if (error instanceof Rejected) return false;
    throw error;
  }
}

async function followed({ store, managers, projector }: FamilyRecord): Promise<void> {
  for (let head = -1; head !== (await store.head());) {
    head = await store.head();
    await managers.reached(head);
    await projector.reached(head, 600_000);
  }
}
