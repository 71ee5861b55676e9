import { isNativeError } from 'node:util/types';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Rejected } from '#libs/contracts';
import { Cosigning } from './cosigning.ts';
import { evidenceOf, headsOf } from './bundles/evidence.ts';
import type { Evidence, EvidenceAsked, Ledgers, LedgerStatus, NotedHeads } from './ledgers-api.ts';
import type { LogLedger } from './log-ledger.ts';
import { proofOf, type Proof, type ProofAsked } from './proofs.ts';
import { Signings } from './signings.ts';

/** How often is looked for what was added: with the time to sign, what was added is signed within a second. */
const LOOK_EVERY_MS = 250;
/** While much is added, or a ledger is made anew, what there is is signed this often. */
const SIGN_EVERY_MS = 500;
/** What was signed is shown to the witnesses this often. */
const COSIGN_EVERY_MS = 5_000;

/** Keeps ledgers on this thread, a few events at a time. */
export class LedgerKeeper implements Ledgers {
  readonly #ledgers: readonly LogLedger[];
  readonly #stop = new AbortController();
  readonly #signings: Signings;
  readonly #uncosigned = new Map<LogLedger, string | undefined>();
  readonly #cosignings: ReadonlyMap<LogLedger, Cosigning>;
  readonly #keeping: Promise<void>;

  constructor(ledgers: readonly LogLedger[], told: (status: LedgerStatus) => void = () => undefined) {
    this.#ledgers = ledgers;
    this.#signings = new Signings(told);
    this.#cosignings = new Map(
      ledgers.flatMap((ledger) =>
        ledger.cosigning ? [[ledger, new Cosigning(ledger.cosigning, ledger)]] : [],
      ),
    );
    for (const ledger of ledgers) this.#tell(ledger);
    this.#keeping = this.#keep();
  }

  status(): readonly LedgerStatus[] {
    return this.#signings.status();
  }

  signed(origin: string, position: number): Promise<void> {
    return this.#signings.reached(origin, position);
  }

  refused(): Promise<string> {
    return this.#signings.refused();
  }

  async heads(): Promise<NotedHeads> {
    return headsOf(this.#ofRecord());
  }

  async evidence(asked: EvidenceAsked): Promise<Evidence> {
    return evidenceOf(this.#ofRecord(), asked);
  }

  async note(text: string): Promise<string> {
    return this.#ofRecord().note(text);
  }

  async prove(origin: string, asked: ProofAsked): Promise<Proof | undefined> {
    const ledger = this.#ledgers.find((each) => each.origin === origin);
    return ledger && proofOf(ledger, asked);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#keeping;
    for (const ledger of this.#ledgers) {
      this.#try(ledger, () => ledger.catchUp());
      await this.#cosign(ledger);
      ledger.close();
    }
    this.#signings.close();
  }

  /** The first is the record's own. */
  #ofRecord(): LogLedger {
    const [ledger] = this.#ledgers;
    if (ledger === undefined) throw new Rejected('STORE_UNAVAILABLE');
    return ledger;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    let cosignedAt = performance.now();
    while (!signal.aborted) {
      for (const ledger of this.#ledgers) await this.#takeIn(ledger, signal);
      if (performance.now() >= cosignedAt + COSIGN_EVERY_MS) {
        await Promise.all(this.#ledgers.map((ledger) => this.#cosign(ledger)));
        cosignedAt = performance.now();
      }
      await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #takeIn(ledger: LogLedger, signal: AbortSignal): Promise<void> {
    let signedAt = performance.now();
    for (let all = false; !all && !signal.aborted; await nextTurn()) {
      all = this.#try(ledger, () => ledger.advance()) ?? true;
      if (!all && performance.now() < signedAt + SIGN_EVERY_MS) continue;
      this.#try(ledger, () => ledger.sign());
      signedAt = performance.now();
    }
  }

  async #cosign(ledger: LogLedger): Promise<void> {
    const failure = await this.#cosignings.get(ledger)?.gather().catch(reasonOf);
    this.#uncosigned.set(ledger, failure);
    this.#tell(ledger);
  }

  /** What fails now is tried again at the next look, and told of meanwhile. */
  #try<T>(ledger: LogLedger, work: () => T): T | undefined {
    try {
      const done = work();
      this.#tell(ledger);
      return done;
    } catch (error) {
      this.#tell(ledger, reasonOf(error));
      return undefined;
    }
  }

  #tell(ledger: LogLedger, failure?: string): void {
    const { origin, checkpoint, refusal } = ledger;
    const uncosigned = this.#uncosigned.get(ledger);
    this.#signings.tell({
      origin,
      ...(checkpoint !== undefined && { checkpoint: checkpoint.note }),
      ...(failure !== undefined && { failure }),
      ...(refusal !== undefined && { refused: refusal }),
      ...(uncosigned !== undefined && { uncosigned }),
    });
  }
}

function reasonOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
