import { createPrivateKey, createPublicKey, hash, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { parseCheckpoint } from './checkpoint.ts';
import { fromBase64, type Note, type NoteSignature } from './note.ts';

/**
 * How a key signs (C2SP signed-note, tlog-cosignature): ED25519 the note's text; COSIGNED_ED25519 the text after the time;
 * COSIGNED_ML_DSA_44 name, time, origin, size and root, for the day on which Ed25519 can be forged.
 */
export type SignatureType = 'ED25519' | 'COSIGNED_ED25519' | 'COSIGNED_ML_DSA_44';

/** A key that notes can be checked with. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly type: SignatureType;
  /** As others are told it: `<name>+<key id>+<base64 of type and public key>`. */
  readonly vkey: string;
  readonly key: KeyObject;
}

export interface Signer extends VerifierKey {
  readonly privateKey: KeyObject;
}

const BYTE: Readonly<Record<SignatureType, number>> = {
  ED25519: 0x01,
  COSIGNED_ED25519: 0x04,
  COSIGNED_ML_DSA_44: 0x06,
};
/** What stands before the raw key in DER: of a public one (SPKI), and of a private one's 32-byte seed (PKCS #8). */
const DER = {
  ed25519: { spki: '302a300506032b6570032100', pkcs8: '302e020100300506032b657004220420', bytes: 32 },
  mlDsa44: {
    spki: '30820532300b06096086480165030403110382052100',
    pkcs8: '3034020100300b060960864801650304031104228020',
    bytes: 1312,
  },
};
const SEED_BYTES = 32;
const TIME_BYTES = 8;
/** A signature of that length alone says no time. */
const ED25519_BYTES = 64;
const SUBTREE = Buffer.from('subtree/v1\n\0', 'latin1');

/** The signer of that name and type whose key is derived from a secret: the same whenever it is asked for. */
export function signerFrom(secret: Uint8Array, name: string, type: SignatureType): Signer {
  const info = `familyhelp/v1/ledger/${type}/${name}`;
  const seed = Buffer.from(hkdfSync('sha256', secret, '', info, SEED_BYTES));
  const { pkcs8, spki } = derOf(type);
  const der = Buffer.concat([Buffer.from(pkcs8, 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicDer = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { ...verifierKey(name, type, publicDer.subarray(spki.length / 2)), privateKey };
}

/** Reads a verifier key. TypeError where it is not well formed, or of a type that is not used here. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [, name, keyId, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(vkey) ?? [];
  const material = base64 === undefined ? undefined : fromBase64(base64);
  const type = Object.entries(BYTE).find(([, byte]) => byte === material?.[0])?.[0] as
    SignatureType | undefined;
  if (name === undefined || type === undefined || material === undefined)
    throw new TypeError(`not a key to verify with: ${vkey.slice(0, 60)}`);
  const found = verifierKey(name, type, material.subarray(1));
  if (found.keyId !== keyId) throw new TypeError(`the id of ${name} is not its key's`);
  return found;
}

/** The signer's signature over a note's text; the time, in whole seconds since 1970, is said by a cosignature only. */
export function signed(text: string, signer: Signer, seconds: number): NoteSignature {
  const { name, keyId, type } = signer;
  const time = timeBytes(seconds);
  const signature = sign(null, messageOf(text, signer, seconds), signer.privateKey);
  return { name, keyId, bytes: type === 'ED25519' ? signature : Buffer.concat([time, signature]) };
}

/**
 * Those of the known keys that signed the note; undefined where the note is to be rejected: a known key's signature does
 * not hold, or there is none. Signatures of unknown keys are passed over.
 */
export function verifiedBy(note: Note, known: readonly VerifierKey[]): VerifierKey[] | undefined {
  const by: VerifierKey[] = [];
  for (const signature of note.signatures) {
    const key = known.find(({ name, keyId }) => name === signature.name && keyId === signature.keyId);
    if (key === undefined) continue;
    if (!holds(note.text, key, signature.bytes)) return undefined;
    by.push(key);
  }
  return by.length > 0 ? by : undefined;
}

/** When, in whole seconds since 1970, the newest of a note's cosignatures says that it was made; undefined without one. */
export function cosignedAt({ signatures }: Note): number | undefined {
  const times = signatures
    .filter(({ bytes }) => bytes.length > ED25519_BYTES)
    .map(({ bytes }) => Number(Buffer.from(bytes).readBigUInt64BE()));
  return times.length === 0 ? undefined : Math.max(...times);
}

function holds(text: string, key: VerifierKey, bytes: Uint8Array): boolean {
  if (key.type === 'ED25519') return verify(null, Buffer.from(text), key.key, bytes);
  const seconds = bytes.length > TIME_BYTES ? Buffer.from(bytes).readBigUInt64BE() : 0n;
  if (seconds === 0n || seconds > BigInt(Number.MAX_SAFE_INTEGER)) return false;
  try {
    return verify(null, messageOf(text, key, Number(seconds)), key.key, bytes.subarray(TIME_BYTES));
  } catch {
    return false;
  }
}

/** What is signed. TypeError where a cosignature is asked for a text that is no checkpoint. */
function messageOf(text: string, { name, type }: VerifierKey, seconds: number): Uint8Array {
  if (type === 'ED25519') return Buffer.from(text);
  if (type === 'COSIGNED_ED25519') return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new TypeError('only a checkpoint is cosigned');
  const { origin, size, root } = checkpoint;
  const numbers = Buffer.alloc(2 * TIME_BYTES);
  numbers.writeBigUInt64BE(BigInt(size), TIME_BYTES);
  return Buffer.concat([SUBTREE, counted(name), timeBytes(seconds), counted(origin), numbers, root]);
}

/** A text of 1 to 255 bytes behind its length. */
function counted(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length === 0 || bytes.length > 255) throw new TypeError('a name has 1 to 255 bytes');
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}

function timeBytes(seconds: number): Uint8Array {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeBigUInt64BE(BigInt(seconds));
  return bytes;
}

function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  const { spki, bytes } = derOf(type);
  if (publicKey.length !== bytes) throw new TypeError(`the key of ${name} is not as long as its type's`);
  const material = Buffer.concat([Uint8Array.of(BYTE[type]), publicKey]);
  const keyId = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), material]), 'hex').slice(0, 8);
  const der = Buffer.concat([Buffer.from(spki, 'hex'), publicKey]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return { name, keyId, type, vkey: `${name}+${keyId}+${material.toString('base64')}`, key };
}

function derOf(type: SignatureType): (typeof DER)['ed25519'] {
  return type === 'COSIGNED_ML_DSA_44' ? DER.mlDsa44 : DER.ed25519;
}
