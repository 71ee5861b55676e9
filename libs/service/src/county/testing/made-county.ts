import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical, decodeStoredEvent, type JsonObject, type StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { countyBirth, seedCounty, type County, type CountyOrder } from '../seed-county.ts';

/** An event with what was sealed in it. */
export type OpenedEvent = Omit<StoredEvent, 'data'> & {
  readonly position: number;
  readonly data: JsonObject;
};

export interface MadeCounty {
  readonly county: County;
  readonly events: readonly OpenedEvent[];
  readonly reads: readonly OpenedEvent[];
  readonly record: FamilyRecord;
  end(): Promise<void>;
}

export const UNTIL = '2026-09-30T16:00:00.000Z';

/** A county in a store of its own, and all that its two logs say. */
export async function madeCounty(order: Partial<CountyOrder> = {}): Promise<MadeCounty> {
  const folder = mkdtempSync(join(tmpdir(), 'county-'));
  const whole: CountyOrder = { families: 12, seed: 'one', years: 3, until: UNTIL, ...order };
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: String(whole.families) });
  const record = await openRecord(settings, { bornAt: countyBirth(whole) });
  const end = async () => {
    await record.close();
    rmSync(folder, { recursive: true });
  };
  try {
    await record.managers.close();
    const county = await seedCounty(record, whole);
    const events = await openedEvents(record.store, record.vault);
    return { county, events, reads: await openedEvents(record.accessStore, record.vault), record, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function openedEvents(store: EventStore, vault: Vault): Promise<OpenedEvent[]> {
  const opened: OpenedEvent[] = [];
  for await (const { events } of store.readAll())
    for (const { position, document } of events) {
      const event = decodeStoredEvent(document);
      await vault.prepare(event.sealed.map(({ subject }) => subject));
      opened.push({ ...event, position, data: vault.open(event).data });
    }
  return opened;
}

const MADE =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-hjkmnp-tv-z]{26}\b|\b[FRNP]-[0-9A-HJKMNP-TV-Z]{10}\b/g;

/** What an event says of people, facts and times; what a store makes up for itself stands by order of appearance. */
export function tellers(): (event: OpenedEvent) => string {
  const known = new Map<string, string>();
  const named = (made: string): string => {
    const name = known.get(made) ?? `#${known.size}`;
    known.set(made, name);
    return name;
  };
  return ({ stream, type, recordedAt, occurredAt, lateReason = '', actor, source, families, data }) =>
    canonical({ stream, type, recordedAt, occurredAt, lateReason, actor, source, families, data }).replaceAll(
      MADE,
      named,
    );
}
