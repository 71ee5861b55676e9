import {
  canonical,
  decodeStoredEvent,
  type JsonObject,
  type Opened,
  type ReceiveRequest,
  type StoredEvent,
} from '#libs/contracts';
import type { FamilyRecord } from '../record.ts';
import { eventId } from '../door/stored.ts';
import { jsonOf } from '../json-of.ts';
import type { Form } from './form.ts';
import type { RequestIds } from './ids.ts';

/** A form with the ids that follow from its reference. */
export interface IdentifiedForm {
  readonly form: Form;
  readonly ids: RequestIds;
}

/** A request that is in the record already. */
export interface RecordedRequest extends IdentifiedForm {
  readonly event: StoredEvent;
  readonly position: number;
  readonly data: Opened.RequestReceived;
  /** Whether it came with the same rows; undefined where what was told of it was erased. */
  readonly isSame: boolean | undefined;
}

type Sources = Pick<FamilyRecord, 'store' | 'vault'>;

/** The request as it was received before, opened; undefined where it is new. */
export async function standingOf(
  named: IdentifiedForm,
  { store, vault }: Sources,
): Promise<RecordedRequest | undefined> {
  const { commandId, stream } = named.ids;
  const logged = await store.event(eventId(commandId, stream, 0));
  if (logged === undefined) return undefined;
  const event = decodeStoredEvent(logged.document);
  await vault.prepare(event.subjects);
  const [subject] = event.subjects;
  const isErased = subject !== undefined && !vault.holds(subject);
  return {
    ...named,
    event,
    position: logged.position,
    data: receivedIn(vault.open(event).data),
    isSame: isErased ? undefined : vault.digest(subject, digestOf(named.form)) === event.commandDigest,
  };
}

/** What makes two requests the same: the rows as they came, in any order, and not whom they were resolved to. */
export function digestOf({ data, receivedAt }: Form): JsonObject {
  const children = data.children.map((child) => jsonOf(child));
  const sorted = children.map((child) => ({ child, words: canonical(child) })).sort(byWords);
  return { ...jsonOf(data), children: sorted.map(({ child }) => child), receivedAt };
}

function byWords(one: { readonly words: string }, other: { readonly words: string }): number {
  return one.words < other.words ? -1 : 1;
}

function receivedIn(data: JsonObject): Opened.RequestReceived {
  if (!isReceived(data)) throw new TypeError('not a received request');
  return data;
}

/** What stands in the log under a request's first event id was checked against its description before it was stored. */
function isReceived(data: JsonObject): data is JsonObject & Opened.RequestReceived {
  return Array.isArray(data['children']);
}

/** A form that is resolved, as what stands in the record would say it. */
export type Resolved = IdentifiedForm & { readonly data: ReceiveRequest };
