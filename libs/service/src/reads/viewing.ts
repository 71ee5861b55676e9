import {
  eventTable,
  uuidv5,
  type AccessEvent,
  type Actor,
  type JsonObject,
  type StoredEvent,
} from '#libs/contracts';
import type { Vault } from '#libs/vault';
import { jsonOf } from '../json-of.ts';

/** One read, or one refused order, as the access log keeps it, before it has a place there. */
export interface Viewing {
  /** Made for this alone: a UUID. */
  readonly id: string;
  readonly correlationId: string;
  readonly actor: Actor;
  readonly source: StoredEvent['source'];
  readonly said: AccessEvent;
  /** Whose records were opened: the first one's key makes the digest, so that a refusal opens no key. */
  readonly opened: readonly string[];
  /** Those, and whom was asked for; persons and requests by subject id. */
  readonly subjects: readonly string[];
  readonly families: readonly string[];
}

export interface ViewingPlace {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly authority: string;
}

/** The viewing as it will stand in the access log. The key of its first subject must be prepared, where it has one. */
export function viewed(
  viewing: Viewing,
  { stream, revision, recordedAt, authority }: ViewingPlace,
  vault: Vault,
): StoredEvent {
  const subjects = sorted(viewing.subjects);
  const { type } = viewing.said;
  const data: JsonObject = jsonOf(viewing.said.data);
  const sealed = vault.seal({ stream, revision, type, data });
  return {
    format: 1,
    id: uuidv5(viewing.id, `${stream}/0`),
    stream,
    revision,
    type,
    version: eventTable[type].version,
    recordedAt,
    occurredAt: { precision: 'INSTANT', value: recordedAt },
    actor: viewing.actor,
    authority,
    source: viewing.source,
    sensitivity: 'STANDARD',
    commandId: viewing.id,
    correlationId: viewing.correlationId,
    causationId: viewing.correlationId,
    commandDigest: vault.digest(keyHolder(viewing, vault), { type, data }),
    subjects,
    families: sorted(viewing.families),
    codeSets: {},
    data: sealed.data,
    sealed: sealed.sealed,
  };
}

/** The subject under whose key the digest is made: the first, or the store itself where that one was erased. */
function keyHolder({ opened }: Viewing, vault: Vault): string | undefined {
  const [first] = sorted(opened);
  return first !== undefined && vault.holds(first) ? first : undefined;
}

/** The subjects whose keys the viewings need. */
export function keysNeeded(viewings: readonly Viewing[]): Set<string> {
  return new Set(viewings.flatMap(({ opened }) => sorted(opened).slice(0, 1)));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
