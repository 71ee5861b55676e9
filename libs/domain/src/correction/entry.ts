import {
  amendedBy,
  amendmentsByEntry,
  isAmendment,
  Rejected,
  standingOf,
  streamCategory,
} from '#libs/contracts';
import type { Facts, RecordedEntry, Told } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';

/** An entry that is to be corrected or voided. */
export interface Amended {
  /** The event that was named: the entry, or one of its amendments. */
  readonly named: RecordedEntry;
  readonly entry: RecordedEntry;
  readonly amendments: readonly RecordedEntry[];
  /** The entry as it stands now; undefined where it is voided. */
  readonly standing: RecordedEntry | undefined;
}

/** The event of that id among the stream's: UNKNOWN_ENTRY. */
export function amendedEntry({ entries }: Facts, id: string): Amended {
  const named = entries.find((each) => each.id === id);
  const entry = named && entryOf(named, entries);
  if (named === undefined || entry === undefined) throw new Rejected('UNKNOWN_ENTRY');
  const amendments = amendmentsByEntry(entries).get(entry.id) ?? [];
  return { named, entry, amendments, standing: standingOf(entry, amendments) };
}

function entryOf(named: RecordedEntry, entries: readonly RecordedEntry[]): RecordedEntry | undefined {
  let at: RecordedEntry | undefined = named;
  while (at !== undefined && isAmendment(at.type)) {
    const id = amendedBy(at);
    at = entries.find((each) => each.id === id);
  }
  return at;
}

/** Records of which a role may amend every entry; of all others only its own. A manager may amend any. */
const RECORDS: Readonly<Record<string, readonly string[]>> = {
  COORDINATOR: ['request', 'person', 'identity', 'flag', 'panel'],
  ADMINISTRATOR: ['worker', 'organisation'],
};

/** Refuses (NOT_PERMITTED) an entry of somebody else's, but to a manager and to who keeps that kind of record. */
export function checkMayAmend({ actor, stream }: Told<unknown>, named: RecordedEntry): void {
  const isOwn = named.actor.user === actor.user && named.actor.agency === actor.agency;
  const keeps = RECORDS[actor.role]?.includes(streamCategory(stream)) ?? false;
  if (!isOwn && !keeps && actor.role !== 'MANAGER' && actor.role !== 'SYSTEM')
    throw new Rejected('NOT_PERMITTED');
}

/** Four eyes: whoever approves is at work, and is not who corrects (SELF_APPROVAL). */
export function checkApproval(told: Told<{ readonly approvedBy?: string }>, facts: Facts): void {
  const { approvedBy } = told.data;
  if (approvedBy === undefined) return;
  const { user } = activeWorker(facts, approvedBy, dayOf(told));
  if (user === told.actor.user) throw new Rejected('SELF_APPROVAL', { field: 'approvedBy' });
}
