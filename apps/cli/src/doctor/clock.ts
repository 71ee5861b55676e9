import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import { openJournal, type Journal } from '#libs/event-store';
import { finding, type Finding } from './finding.ts';

/** How far two clocks of one network may be apart. */
const APART_MS = 5_000;

/** Whether the machine's clock stands before the last record, where the store lives by it. */
export function clockFindings(folder: string, now = Date.now()): Finding[] {
  const file = join(folder, 'events.db');
  if (!existsSync(file)) return [];
  const last = lastRecord(file);
  if (last === undefined || Date.parse(last) - now <= APART_MS) return [];
  return finding(
    'CLOCK_BEHIND',
    `The last record is of ${last}, and by this machine it is ${new Date(now).toISOString()}.`,
    'Set the clock, by NTP, before anything more is recorded.',
  );
}

/** A log that cannot be read is the folder's finding. */
function lastRecord(file: string): string | undefined {
  try {
    const journal = openJournal(file);
    try {
      const [first, last] = [eventAt(journal, 0), eventAt(journal, journal.head())];
      return first?.data['clock'] === 'MACHINE' ? last?.recordedAt : undefined;
    } finally {
      journal.close();
    }
  } catch {
    return undefined;
  }
}

function eventAt(journal: Journal, position: number): StoredEvent | undefined {
  const [event] = journal.readAfter(position - 1, 1);
  return event && decodeStoredEvent(event.document);
}
