import type { ViewingExemption } from '#libs/access';
import { isList, isObject, type Json } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { Vault } from '#libs/vault';
import { placedIn } from '../door/streams.ts';

/** What a family is not told of who looked, of reads until the end of a day. */
export interface DecidedExemptions {
  /** Where it was decided. */
  readonly position: number;
  readonly until: string;
  readonly exemptions: readonly ViewingExemption[];
}

/**
 * What was decided last, by a position, that a family's list leaves out: from the stream itself, never from a row, since
 * the list is let out by it. undefined where nothing was, or where it can be opened no more.
 */
export async function viewingExemptions(
  family: string,
  position: number,
  { store, vault }: { readonly store: Pick<EventStore, 'readTexts'>; readonly vault: Vault },
): Promise<DecidedExemptions | undefined> {
  const decided = (await placedIn(`viewings-${family}`, store)).filter((each) => each.position <= position);
  const last = decided.at(-1);
  if (last === undefined) return undefined;
  const { event } = last;
  await vault.prepare(event.subjects);
  const { data, erased } = vault.open(event);
  if (erased.length > 0) return undefined;
  const { until, exemptions } = data;
  return {
    position: last.position,
    until: textOf(until),
    exemptions: listIn(textOf(exemptions)).flatMap(exemptionOf),
  };
}

/** Of canonical JSON that the rules wrote. */
function listIn(text: string): readonly Json[] {
  const list = JSON.parse(text) as Json;
  return isList(list) ? list : [];
}

function exemptionOf(value: Json): ViewingExemption[] {
  if (!isObject(value)) return [];
  return [{ agency: textOf(value['agency']), from: textOf(value['from']), to: textOf(value['to']) }];
}

/** Of a field that is a text in every event that was ever sealed. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
