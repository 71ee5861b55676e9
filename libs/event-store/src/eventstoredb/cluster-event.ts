import {
  binaryEvent,
  jsonEvent,
  type EventData,
  type RecordedEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { canonical, canonicalBytes, type Json, type JsonObject } from '#libs/contracts';
import { leafHash } from '#libs/ledger';
import { compareWithDocument, compareWithParsed } from '../document.ts';
import { StoreError } from '../errors.ts';
import type { NewEvent } from '../port.ts';

/** Where an event stands in the cluster's log: a byte offset, which is of this folder only. */
export type Offset = bigint;

/** An event as the cluster holds it. */
export interface ClusterEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly endsAppend: boolean;
}

/** A place in the cluster's log that was read; without an event where that is the cluster's own. */
export interface Seen {
  readonly offset: Offset;
  readonly event?: ClusterEvent;
}

/** What stands beside an event's document and shows that it is whole, and ours. */
interface Beside {
  /** The event's leaf in the ledger, in hexadecimal digits. */
  readonly leaf: string;
  readonly endsAppend: boolean;
}

/** Of no leaf: checkpoints of the ledger, which are signed for what stands before them. */
export const CHECKPOINTS = 'ledger-checkpoints';

const utf8 = new TextDecoder();

/** The event as it is sent: as JSON, so that the cluster's own tools show it, where that keeps its bytes. */
export function proposed({ id, type, document }: NewEvent, endsAppend: boolean): EventData {
  const text = utf8.decode(document);
  const data = JSON.parse(text) as JsonObject;
  const { correlationId, causationId } = data;
  const metadata = {
    ...(typeof correlationId === 'string' && { $correlationId: correlationId }),
    ...(typeof causationId === 'string' && { $causationId: causationId }),
    ...({ leaf: leafOf(document), endsAppend } satisfies Beside),
  };
  return canonical(data) === text
    ? jsonEvent({ id, type, data, metadata })
    : binaryEvent({ id, type, data: document, metadata });
}

/**
 * What was read at a place of the cluster's log. Throws `StoreError` CORRUPT where one of our streams was deleted or given
 * settings of its own, and where an event is not ours, or not as it was written.
 */
export function seen({ event, commitPosition }: ResolvedEvent): Seen {
  const offset = event?.position?.commit ?? commitPosition;
  if (offset === undefined) throw corrupt('The cluster sent an event without its position.');
  if (event === undefined || isOfTheCluster(event)) return { offset };
  return { offset, event: ours(event) };
}

/** The cluster's own events are passed over, and signed checkpoints; those that change one of our streams are not. */
function isOfTheCluster({ streamId: stream, type }: RecordedEvent): boolean {
  if (SETTINGS.test(stream))
    throw corrupt(`${stream.slice(2)} was given settings of its own, or deleted, in the cluster.`);
  if (type === '$streamDeleted') throw corrupt(`${stream} was deleted in the cluster.`);
  return stream === CHECKPOINTS || stream.startsWith('$');
}

/** Of the stream that keeps the settings of one that is not the cluster's own. */
const SETTINGS = /^\$\$[^$]/;

function ours({ streamId: stream, id, type, data, metadata, ...recorded }: RecordedEvent): ClusterEvent {
  const revision = Number(recorded.revision);
  const where = `Event ${revision} of ${stream}`;
  if (!isBeside(metadata)) throw corrupt(`${where} in the cluster was not written by this program.`);
  const document = bytesOf(data, metadata.leaf);
  if (document === undefined) throw corrupt(`${where} in the cluster is not as it was written.`);
  const event = { stream, revision, id, type, document };
  if (data instanceof Uint8Array) compareWithDocument(event, 'CORRUPT');
  else compareWithParsed(event, data as JsonObject, 'CORRUPT');
  return { ...event, endsAppend: metadata.endsAppend };
}

/**
 * The document's bytes, as far as the leaf is theirs. The members of a canonical document come in their order, in which they
 * are written again, but for those few that a JavaScript object orders anew: for them it is done the slow way.
 */
function bytesOf(data: unknown, leaf: string): Uint8Array | undefined {
  if (data instanceof Uint8Array) return leafOf(data) === leaf ? Uint8Array.from(data) : undefined;
  const quick = Buffer.from(JSON.stringify(data));
  if (leafOf(quick) === leaf) return quick;
  const canonical = canonicalBytes(data as Json);
  return leafOf(canonical) === leaf ? canonical : undefined;
}

function leafOf(document: Uint8Array): string {
  return Buffer.from(leafHash(document)).toString('hex');
}

function isBeside(metadata: unknown): metadata is Beside {
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'leaf' in metadata &&
    typeof metadata.leaf === 'string' &&
    'endsAppend' in metadata &&
    typeof metadata.endsAppend === 'boolean'
  );
}

export function corrupt(message: string): StoreError {
  return new StoreError('CORRUPT', message);
}
