import { canonicalBytes, uuidv5 } from '#libs/contracts';
import { StoreError } from '../errors.ts';
import type { SharedCheckpoint, SharedCheckpoints } from '../port.ts';
import { CHECKPOINTS } from './cluster-event.ts';
import type { Cluster } from './cluster.ts';

/** The namespace of the ids of events that hold a checkpoint. */
const NAMESPACE = 'd8f0a3e5-9c64-5d5e-8a0e-0a3f7a1c2b54';
const TYPE = 'LedgerCheckpointSigned';

/** Signed checkpoints in a stream of the cluster's, beside the log. */
export class ClusterCheckpoints implements SharedCheckpoints {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async newest(count: number, from?: number): Promise<SharedCheckpoint[]> {
    const events = await this.#cluster.newest(CHECKPOINTS, count, from);
    return events.map(({ revision, data }) => ({ revision: Number(revision), note: noteIn(data) }));
  }

  /** Two nodes that sign the same say the same: the event's id follows from what the checkpoint says. */
  async add(note: string, after: number): Promise<boolean> {
    const [said = ''] = note.split('\n\n');
    const event = { id: uuidv5(NAMESPACE, said), type: TYPE, document: canonicalBytes({ note }) };
    const expected = after < 0 ? 'no-stream' : after;
    try {
      await this.#cluster.append({ stream: CHECKPOINTS, expected, events: [event] });
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'CONFLICT') return false;
      throw error;
    }
  }
}

function noteIn(data: unknown): string {
  const isNoted = typeof data === 'object' && data !== null && 'note' in data;
  return isNoted && typeof data.note === 'string' ? data.note : '';
}
