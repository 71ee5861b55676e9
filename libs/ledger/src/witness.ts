import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { formatNote, formatSignature, fromBase64, parseNote, type Note } from './note.ts';
import { verifyConsistency } from './proof.ts';
import { signed, verifiedBy, type Signer, type VerifierKey } from './signing.ts';
import { emptyRoot } from './tree.ts';

/** What a witness answers over HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
  readonly contentType?: string;
}

export interface Witnessed {
  /** The keys trusted for a log of that name; none where it is not known. */
  keysOf(origin: string): readonly VerifierKey[];
  /** The note last cosigned for a log; undefined where there is none. */
  latest(origin: string): string | undefined;
  /** Keeps the note in its place, durably, before this returns. */
  keep(origin: string, note: string): void;
}

interface Submitted {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

const MOST_HASHES = 63;
const OLD = /^old (0|[1-9]\d{0,15})$/;

/**
 * `add-checkpoint` of C2SP tlog-witness: cosigns a checkpoint that goes on from the last one cosigned for its log, and
 * nothing else. What is checked is kept within the same call, so that two requests cannot pass one another; where it cannot
 * be kept, or what was kept cannot be read, it throws, and nothing is cosigned.
 */
export function addCheckpoint(
  body: string,
  log: Witnessed,
  signers: readonly Signer[],
  seconds: number,
): WitnessAnswer {
  const submitted = parseSubmission(body);
  if (submitted === undefined) return { status: 400, body: 'not a submission\n' };
  const { note, checkpoint } = submitted;
  const refused = refusedFor(submitted, log);
  if (refused !== undefined) return refused;
  const cosignatures = signers.map((signer) => signed(note.text, signer, seconds));
  const own = note.signatures.filter(({ keyId, name }) =>
    log.keysOf(checkpoint.origin).some((key) => key.keyId === keyId && key.name === name),
  );
  log.keep(checkpoint.origin, formatNote({ text: note.text, signatures: [...own, ...cosignatures] }));
  return { status: 200, body: cosignatures.map((each) => `${formatSignature(each)}\n`).join('') };
}

/** The body of a submission; `oldSize` is that of the last checkpoint which the witness cosigned. */
export function formatSubmission(oldSize: number, proof: readonly Uint8Array[], note: string): string {
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  return `old ${oldSize}\n${hashes}\n${note}`;
}

function parseSubmission(body: string): Submitted | undefined {
  const end = body.indexOf('\n\n');
  const proof = parseProof(body.slice(0, Math.max(end, 0)));
  const note = parseNote(body.slice(end + 2));
  const checkpoint = note && parseCheckpoint(note.text);
  return proof && note && checkpoint && { ...proof, note, checkpoint };
}

function parseProof(text: string): Pick<Submitted, 'oldSize' | 'proof'> | undefined {
  const [old = '', ...hashes] = text.split('\n');
  const [, oldSize] = OLD.exec(old) ?? [];
  const proof = hashes.flatMap((hash) => fromBase64(hash) ?? []);
  if (oldSize === undefined || proof.length !== hashes.length || proof.length > MOST_HASHES) return undefined;
  return { oldSize: Number(oldSize), proof };
}

function refusedFor(submitted: Submitted, log: Witnessed): WitnessAnswer | undefined {
  const { oldSize, proof, note, checkpoint } = submitted;
  const keys = log.keysOf(checkpoint.origin);
  if (keys.length === 0) return { status: 404, body: 'not a log that is witnessed here\n' };
  if (verifiedBy(note, keys) === undefined) return { status: 403, body: 'not signed by the log\n' };
  if (oldSize > checkpoint.size)
    return { status: 400, body: 'the old size is above the checkpoint\u2019s\n' };
  const latest = latestOf(log, checkpoint);
  if (oldSize !== latest.size)
    return { status: 409, body: `${latest.size}\n`, contentType: 'text/x.tlog.size' };
  return goesOn(checkpoint, latest, proof) ? undefined : { status: 422, body: 'not consistent\n' };
}

/** What was cosigned last for the log; the empty log where nothing was. Throws where what is kept is none: it may have been any. */
function latestOf(log: Witnessed, { origin }: Checkpoint): Checkpoint {
  const kept = log.latest(origin);
  if (kept === undefined) return { origin, size: 0, root: emptyRoot() };
  const latest = parseCheckpoint(parseNote(kept)?.text ?? '');
  if (latest?.origin !== origin) throw new TypeError(`what is kept of ${origin} is no checkpoint of it`);
  return latest;
}

function goesOn({ size, root }: Checkpoint, latest: Checkpoint, proof: readonly Uint8Array[]): boolean {
  if (size === 0 && Buffer.compare(root, emptyRoot()) !== 0) return false;
  if (latest.size === 0) return proof.length === 0;
  return verifyConsistency({
    oldSize: latest.size,
    newSize: size,
    oldRoot: latest.root,
    newRoot: root,
    proof,
  });
}
