import { decodeStoredEvent, type StoreCreated } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import { machineClock, simulatedClock, type Clock } from '../clock.ts';
import { refuseSettings, refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * Refuses, in a sentence each, a store that these settings may not open (interfaces.md, Settings): SETTINGS_REFUSED in a
 * mode that is not the store's, else STORE_REFUSED.
 */
export function checkOpening(settings: Settings, birth: StoreCreated, last: string | undefined): void {
  const wrongMode = modeReasons(settings, birth);
  if (wrongMode.length > 0) throw refuseSettings(...wrongMode);
  const reasons = clockReasons(settings, birth, last);
  if (birth.origin !== settings.origin)
    reasons.push(`FHR_ORIGIN: the store is the log of ${birth.origin}, not of ${settings.origin}.`);
  if (birth.authority !== settings.authority)
    reasons.push(`The store is of the authority ${birth.authority}, not of ${settings.authority}.`);
  if (reasons.length > 0) throw refuseToOpen(...reasons);
}

function modeReasons({ mode }: Settings, birth: StoreCreated): string[] {
  if (mode === 'production' && birth.mode !== 'PRODUCTION')
    return ['FHR_MODE: production refuses a store born in development.'];
  if (mode === 'development' && birth.mode !== 'DEVELOPMENT')
    return ['FHR_MODE: a store born in production opens in production only.'];
  if (mode === 'production' && birth.clock === 'SIMULATED')
    return ['FHR_MODE: production refuses a store with a simulated clock.'];
  return [];
}

function clockReasons({ clock }: Settings, birth: StoreCreated, last = ''): string[] {
  if (clock === undefined) return [];
  if (birth.clock !== 'SIMULATED')
    return ['FHR_CLOCK: the store lives by the machine\u2019s clock, for good.'];
  return clock < last ? [`FHR_CLOCK: ${clock} is before the last record, of ${last}.`] : [];
}

/** What a store made with these settings says of itself in its first event. */
export function newBirth(settings: Settings, bornAt: string | undefined): StoreCreated {
  const isSimulated = bornAt !== undefined || settings.clock !== undefined;
  return {
    origin: settings.origin,
    authority: settings.authority,
    mode: settings.mode === 'production' ? 'PRODUCTION' : 'DEVELOPMENT',
    clock: isSimulated ? 'SIMULATED' : 'MACHINE',
  };
}

/** The store's clock, where the last record left it. */
export function clockOf(birth: StoreCreated, start: string | undefined): Clock {
  return birth.clock === 'SIMULATED'
    ? simulatedClock(start ?? new Date().toISOString())
    : machineClock(start);
}

/** The instant of the last record in the log; undefined where it is empty. */
export async function lastRecordedAt(store: EventStore): Promise<string | undefined> {
  const head = await store.head();
  if (head < 0) return undefined;
  for await (const { events } of store.readAll({ after: head - 1, limit: 1 })) {
    const [last] = events;
    if (last !== undefined) return decodeStoredEvent(last.document).recordedAt;
  }
  return undefined;
}
