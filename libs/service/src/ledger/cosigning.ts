import {
  formatNote,
  formatSubmission,
  parseNote,
  parsePolicy,
  parseSignature,
  verifiedBy,
  type Note,
  type NoteSignature,
  type PolicyWitness,
} from '#libs/ledger';
import type { SignedCheckpoint } from './checkpoint-files.ts';
import type { CosigningSettings } from './cosigning-settings.ts';
import { readIfThere, replaceFile } from './durable-file.ts';
import type { LogLedger } from './log-ledger.ts';

const PATIENCE_MS = 3_000;

/** Gathers cosignatures of one log's checkpoints (C2SP tlog-witness), and keeps the last that the policy's quorum cosigned. */
export class Cosigning {
  readonly #settings: CosigningSettings;
  readonly #ledger: LogLedger;
  /** What each witness cosigned last, as it said. */
  readonly #sizes = new Map<string, number>();
  #done = 0;

  constructor(settings: CosigningSettings, ledger: LogLedger) {
    this.#settings = settings;
    this.#ledger = ledger;
  }

  /** Shows the last checkpoint to every witness; answers what keeps it from being cosigned, if anything does. */
  async gather(): Promise<string | undefined> {
    const text = readIfThere(this.#settings.policyFile);
    const { checkpoint } = this.#ledger;
    const note = parseNote(checkpoint?.note ?? '');
    if (text === undefined || checkpoint === undefined || note === undefined) return undefined;
    if (checkpoint.size === this.#done) return undefined;
    const policy = parsePolicy(text);
    const asked = await Promise.all(policy.witnesses.map((each) => this.#ask(each, checkpoint, note)));
    const given = asked.filter((each) => 'signatures' in each);
    if (policy.isEnough(new Set(given.map(({ witness }) => witness.name))))
      return this.#keep(checkpoint, {
        ...note,
        signatures: [...note.signatures, ...given.flatMap(signaturesOf)],
      });
    return asked.flatMap((each) => ('failure' in each ? each.failure : [])).join('; ');
  }

  #keep({ size }: SignedCheckpoint, note: Note): undefined {
    const text = formatNote(note);
    this.#ledger.files.replace('cosigned', text);
    if (this.#settings.anchor !== undefined) replaceFile(this.#settings.anchor, text);
    this.#done = size;
  }

  async #ask(witness: PolicyWitness, checkpoint: SignedCheckpoint, note: Note): Promise<Asked> {
    const failed = (why: string): Asked => ({ witness, failure: `witness ${witness.name} ${why}` });
    let response = await this.#post(witness, checkpoint);
    if (response?.status === 409) {
      this.#sizes.set(witness.key.vkey, Number(response.body));
      response = await this.#post(witness, checkpoint);
    }
    const old = this.#sizeOf(witness);
    if (old > checkpoint.size) return failed(`cosigned ${old} events, and the log has ${checkpoint.size}`);
    if (response === undefined) return failed('does not answer');
    const signatures = response.body.split('\n').flatMap((line) => parseSignature(line) ?? []);
    const isCosigned = response.status === 200 && verifiedBy({ ...note, signatures }, [witness.key]);
    if (!isCosigned) return failed(`does not cosign: ${response.status}`);
    this.#sizes.set(witness.key.vkey, checkpoint.size);
    return { witness, signatures };
  }

  #sizeOf({ key }: PolicyWitness): number {
    return this.#sizes.get(key.vkey) ?? 0;
  }

  async #post(
    witness: PolicyWitness,
    { size, note }: SignedCheckpoint,
  ): Promise<{ status: number; body: string } | undefined> {
    const { url } = witness;
    const old = this.#sizeOf(witness);
    if (url === undefined || old > size) return undefined;
    try {
      const proof = old === 0 || old === size ? [] : this.#ledger.tree.consistencyProof(old, size);
      const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
        method: 'POST',
        body: formatSubmission(old, proof, note),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return undefined;
    }
  }
}

type Asked =
  | { readonly witness: PolicyWitness; readonly signatures: readonly NoteSignature[] }
  | { readonly witness: PolicyWitness; readonly failure: string };

function signaturesOf({ signatures }: Extract<Asked, { signatures: unknown }>): readonly NoteSignature[] {
  return signatures;
}
