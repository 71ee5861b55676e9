import type { CopiedLog } from './copying/copied-log.ts';
import type { ClusterSettings } from './eventstoredb/cluster.ts';
import type { ClusterFinding } from './eventstoredb/examine-cluster.ts';
import type { ClusterStoreOptions } from './eventstoredb/open-cluster-store.ts';
import type { EventStore } from './port.ts';

// The client of EventStoreDB takes a tenth of a second to load: whoever speaks to no cluster does without it.

/** The log that `openClusterStore` of `eventstoredb/open-cluster-store.ts` opens. */
export async function openClusterStore(options: ClusterStoreOptions): Promise<EventStore> {
  const adapter = await import('./eventstoredb/open-cluster-store.ts');
  return adapter.openClusterStore(options);
}

/** What `examineCluster` of `eventstoredb/examine-cluster.ts` finds. */
export async function examineCluster(
  settings: ClusterSettings & { readonly journalFile: string },
): Promise<ClusterFinding[]> {
  const adapter = await import('./eventstoredb/examine-cluster.ts');
  return adapter.examineCluster(settings);
}

/** A cluster's log, to be copied or copied into. Rejects with the client's error where the connection is none. */
export async function clusterToCopy(settings: ClusterSettings): Promise<CopiedLog> {
  const { ClusterLog } = await import('./copying/cluster-log.ts');
  return new ClusterLog(settings);
}
