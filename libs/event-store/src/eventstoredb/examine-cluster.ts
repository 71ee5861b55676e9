import { existsSync } from 'node:fs';
import { AccessDeniedError } from '@eventstore/db-client';
import { StoreError } from '../errors.ts';
import type { Journal } from '../sqlite/journal.ts';
import { openJournal } from '../sqlite/journal.ts';
import type { ClusterEvent, Offset } from './cluster-event.ts';
import { Cluster, type ClusterSettings } from './cluster.ts';

/**
 * What can be wrong with a database of a record. MAY_DELETE, MAY_CHANGE_SETTINGS: its user might take events away. LOST:
 * it lacks what the journal of this node holds, so that it was scavenged, or restored without its tail. NOT_OURS: a stream
 * was deleted or given settings of its own, or an event is not this program's, or not as it was written.
 */
export type ClusterFault =
  'UNREACHABLE' | 'USER_REFUSED' | 'MAY_DELETE' | 'MAY_CHANGE_SETTINGS' | 'LOST' | 'NOT_OURS';

export interface ClusterFinding {
  readonly fault: ClusterFault;
  /** A sentence that names where; of streams by their names, which hold nothing of people. */
  readonly because: string;
}

const PAGE = 1_000;

/** Looks through a database from its first event, beside this node's journal where there is one. Changes nothing. */
export async function examineCluster({
  journalFile,
  ...settings
}: ClusterSettings & { readonly journalFile: string }): Promise<ClusterFinding[]> {
  const cluster = new Cluster(settings);
  const journal = existsSync(journalFile) ? openJournal(journalFile) : undefined;
  try {
    return [...(await compared(cluster, journal)), ...(await permitted(cluster))];
  } catch (error) {
    return [faultOf(error)];
  } finally {
    journal?.close();
    await cluster.close();
  }
}

async function compared(cluster: Cluster, journal: Journal | undefined): Promise<ClusterFinding[]> {
  const walk = new Walk(cluster);
  let position = 0;
  for (let page = await walk.next(); page !== undefined; page = await walk.next()) {
    const known = journal?.readAfter(position - 1, page.length) ?? [];
    const differs = known.findIndex(({ id }, index) => page[index]?.id !== id);
    if (differs >= 0) return [lost(position + differs)];
    position += page.length;
  }
  return journal !== undefined && journal.head() >= position ? [lost(position)] : [];
}

/** The events of a database that are ours, a page at a time. */
class Walk {
  readonly #cluster: Cluster;
  #at: Offset | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** undefined at the end. */
  async next(): Promise<readonly ClusterEvent[] | undefined> {
    const page = await this.#cluster.page(this.#at, PAGE);
    const news = this.#at === undefined ? page : page.slice(1);
    this.#at = news.at(-1)?.offset ?? this.#at;
    return news.length === 0 ? undefined : news.flatMap(({ event }) => event ?? []);
  }
}

function lost(position: number): ClusterFinding {
  return {
    fault: 'LOST',
    because: `the event of position ${position}, which this node's journal holds, is not there`,
  };
}

async function permitted(cluster: Cluster): Promise<ClusterFinding[]> {
  const { deletes, changesSettings } = await cluster.rights();
  return [
    ...(deletes ? [{ fault: 'MAY_DELETE' as const, because: 'its user may delete streams' }] : []),
    ...(changesSettings
      ? [{ fault: 'MAY_CHANGE_SETTINGS' as const, because: 'its user may set how long streams are kept' }]
      : []),
  ];
}

function faultOf(error: unknown): ClusterFinding {
  if (!(error instanceof StoreError)) throw error;
  const { kind, cause, message } = error;
  if (cause instanceof AccessDeniedError) return { fault: 'USER_REFUSED', because: message };
  return { fault: kind === 'CORRUPT' ? 'NOT_OURS' : 'UNREACHABLE', because: message };
}
