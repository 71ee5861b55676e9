import { decodeStoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import { addMonths, durationOf, londonDay, type Reference } from '#libs/reference';
import type { KeyStore, Vault } from '#libs/vault';
import { monthOf } from './access-log.ts';

export interface TermsParts {
  readonly accessStore: Pick<EventStore, 'readAll'>;
  readonly keys: Pick<KeyStore, 'destroy'>;
  readonly vault: Pick<Vault, 'forget'>;
  readonly reference: () => Reference;
}

/** Whose key the search terms of a month are blinded under. */
export function holderOfTerms(month: string): string {
  return `search-${month}`;
}

/**
 * Destroys the keys of search terms of months that are past their time by the rule SEARCH_TERMS of `access-log-rule`: what
 * was searched for can then be compared with nothing, while the reads stand, and every proof. Does it again without harm, so
 * that a key store put back from a backup forgets them too. Answers the months.
 */
export async function forgetTerms(now: string, parts: TermsParts): Promise<readonly string[]> {
  const day = londonDay(now);
  const rule = parts
    .reference()
    .codes('access-log-rule', day)
    .find(({ code }) => code === 'SEARCH_TERMS');
  const limit = durationOf(rule?.limit);
  const first = await firstMonth(parts.accessStore);
  if (limit?.unit !== 'month' || first === undefined) return [];
  const months = monthsBetween(first, addMonths(day, -limit.count).slice(0, 7));
  const holders = months.map((month) => holderOfTerms(monthOf(month)));
  await parts.keys.destroy(holders);
  parts.vault.forget(holders);
  return months;
}

/** The month, as 2026-03, of the log's first event. */
async function firstMonth(store: TermsParts['accessStore']): Promise<string | undefined> {
  for await (const { events } of store.readAll({ limit: 1 })) {
    const [event] = events;
    if (event !== undefined) return decodeStoredEvent(event.document).recordedAt.slice(0, 7);
  }
  return undefined;
}

/** The months from the first, up to the one before the other. */
function monthsBetween(first: string, until: string): string[] {
  const months: string[] = [];
  for (let month = first; month < until; month = addMonths(`${month}-01`, 1).slice(0, 7)) months.push(month);
  return months;
}
