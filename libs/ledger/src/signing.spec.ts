import { describe, expect, it } from '@jest/globals';
import { hash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { formatNote, parseNote, type Note } from './note.ts';
import { parseVerifierKey, signed, signerFrom, verifiedBy, type SignatureType } from './signing.ts';
import { leafHash, merkleRoot } from './tree.ts';

interface GoldenLog {
  readonly vkey: string;
  readonly entries: readonly string[];
  readonly leafHashes: string;
  readonly checkpoints: readonly string[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../test/vectors/tessera/log.json', import.meta.url), 'utf8'),
) as GoldenLog;
const secret = Buffer.alloc(32, 7);
const NOW = 1_790_000_000;
const checkpoint = { origin: 'example.org/family-help', size: 3, root: Buffer.alloc(32, 1) };
const text = formatCheckpoint(checkpoint);
const TYPES: readonly SignatureType[] = ['ED25519', 'COSIGNED_ED25519', 'COSIGNED_ML_DSA_44'];
const signers = TYPES.map((type) => signerFrom(secret, checkpoint.origin, type));

describe('a signed note', () => {
  it('of the specification’s example verifies, and with a letter changed does not', () => {
    const key = parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
    const note = [
      'This is an example message.',
      '',
      '\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=',
      '',
    ].join('\n');
    expect(verifiedBy(parsed(note), [key])).toEqual([key]);
    expect(verifiedBy(parsed(note.replace('example', 'exAmple')), [key])).toBeUndefined();
  });

  it('is written back as it was read', () => {
    for (const note of golden.checkpoints) expect(formatNote(parsed(note))).toBe(note);
  });

  it.each([
    ['nothing', ''],
    ['a text without a signature', 'text\n'],
    ['a note that does not end in a line feed', `${ours().slice(0, -1)}`],
    ['a carriage return', ours().replace('\n', '\r\n')],
    ['a control character', ours().replace('3', '\u0000')],
    ['a line among the signatures that is none', `${ours()}more\n`],
    ['a signature whose base64 is not written as it would be written back', loose(ours())],
    ['a signature of four bytes: an id alone', '\n\n\u2014 name AAAAAA==\n'],
    ['a name with a plus', ours().replace('\u2014 example', '\u2014 ex+ample')],
    ['more than 64 KiB', `${'x'.repeat(70_000)}\n${ours()}`],
    ['a lone surrogate', ours().replace('example', '\ud800')],
  ])('is not %s', (_, note) => {
    expect(parseNote(note)).toBeUndefined();
  });

  it('may have sixteen signatures, also of keys that are not known', () => {
    const others = Array.from({ length: 15 }, (_, n) =>
      signerFrom(secret, `witness-${n}`, 'COSIGNED_ML_DSA_44'),
    );
    const note = formatNote({ text, signatures: [...others, ...signers].slice(0, 16).map(bySigner) });
    expect(verifiedBy(parsed(note), [...signers])).toEqual([signers[0]]);
  });
});

describe('a verifier key', () => {
  it('reads as it is written', () => {
    for (const { vkey, keyId, name, type } of signers)
      expect(parseVerifierKey(vkey)).toMatchObject({ vkey, keyId, name, type });
  });

  it('is refused with another id, of another length, and of a type not used here', () => {
    const [first] = signers;
    const { vkey } = first ?? { vkey: '' };
    expect(() => parseVerifierKey(vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toThrow('the id');
    expect(() => parseVerifierKey(vkey.slice(0, -8))).toThrow(TypeError);
    expect(() => parseVerifierKey('name+00000000+AgAA')).toThrow('not a key');
    expect(() => parseVerifierKey('nonsense')).toThrow('not a key');
  });
});

describe('a checkpoint', () => {
  it('of the golden log is what its entries lead to, at each of the 16 sizes, signed by its key', () => {
    const key = parseVerifierKey(golden.vkey);
    const leaves = golden.entries.map((entry) => leafHash(Buffer.from(entry, 'base64')));
    expect(Buffer.concat(leaves).toString('base64')).toBe(golden.leafHashes);
    expect(golden.checkpoints).toHaveLength(16);
    golden.checkpoints.forEach((each, size) => {
      const note = parsed(each);
      const root = merkleRoot(leaves.slice(0, size));
      expect(note.text).toBe(formatCheckpoint({ origin: 'example.com/log/testdata', size, root }));
      expect(verifiedBy(note, [key])).toEqual([key]);
    });
  });

  it('is read as it is written, with extension lines of others passed over', () => {
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}more\n`)).toEqual(checkpoint);
  });

  it.each([
    ['without an origin', text.replace('example.org/family-help', '')],
    ['with a leading zero', text.replace('\n3\n', '\n03\n')],
    ['with a size that is not whole', text.replace('\n3\n', '\n3.5\n')],
    ['with a size no number holds', text.replace('\n3\n', '\n9999999999999999\n')],
    ['with a root of 31 bytes', formatCheckpoint({ ...checkpoint, root: Buffer.alloc(31) })],
    ['with an empty extension line', `${text}\n`],
    ['without its last line feed', text.slice(0, -1)],
  ])('is none %s', (_, changed) => {
    expect(parseCheckpoint(changed)).toBeUndefined();
  });
});

describe('a signature', () => {
  it.each(signers)('by $type holds, and not for another text, name or time', (signer) => {
    const signature = signed(text, signer, NOW);
    expect(verifiedBy({ text, signatures: [signature] }, signers)).toEqual([signer]);
    expect(verifiedBy({ text: text.replace('3', '4'), signatures: [signature] }, signers)).toBeUndefined();
    for (let at = 0; at < 9; at++) {
      const bytes = Uint8Array.from(signature.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(verifiedBy({ text, signatures: [{ ...signature, bytes }] }, signers)).toBeUndefined();
    }
  });

  it('is the same key whenever it is derived, and another for another name and type', () => {
    const again = TYPES.map((type) => signerFrom(secret, checkpoint.origin, type).vkey);
    expect(again).toEqual(signers.map(({ vkey }) => vkey));
    expect(new Set([...again, signerFrom(secret, 'other', 'ED25519').vkey]).size).toBe(4);
  });

  it('of a log says its name, the time, the origin, the size and the root, to ML-DSA-44', () => {
    const [, , signer] = signers;
    if (signer === undefined) throw new Error('there is no such signer');
    const { bytes } = signed(text, signer, NOW);
    const said = Buffer.concat([
      Buffer.from('subtree/v1\n\0'),
      Buffer.from([23]),
      Buffer.from('example.org/family-help'),
      Buffer.from(BigInt(NOW).toString(16).padStart(16, '0'), 'hex'),
      Buffer.from([23]),
      Buffer.from('example.org/family-help'),
      Buffer.alloc(8),
      Buffer.from('0000000000000003', 'hex'),
      checkpoint.root,
    ]);
    expect(verify(null, said, signer.key, bytes.subarray(8))).toBe(true);
    const id = `example.org/family-help\n\u0006`;
    const raw = Buffer.from(signer.vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
    const keyId = hash('sha256', Buffer.concat([Buffer.from(id), raw]), 'hex').slice(0, 8);
    expect(signer.keyId).toBe(keyId);
  });

  it('by ML-DSA-44 of what is no checkpoint is neither made nor taken', () => {
    const [, , signer] = signers;
    if (signer === undefined) throw new Error('there is no such signer');
    expect(() => signed('hello\n', signer, NOW)).toThrow('only a checkpoint');
    const signatures = [signed(text, signer, NOW)];
    expect(verifiedBy({ text: 'hello\n', signatures }, signers)).toBeUndefined();
  });

  it('of a known key that does not hold rejects the note, whoever else signed it', () => {
    const [one, other] = signers.map(bySigner);
    if (one === undefined || other === undefined) throw new Error('there are no signatures');
    const broken = { ...other, bytes: other.bytes.toReversed() };
    expect(verifiedBy({ text, signatures: [one, broken] }, signers)).toBeUndefined();
    expect(verifiedBy({ text, signatures: [one, broken] }, signers.slice(0, 1))).toHaveLength(1);
    expect(verifiedBy({ text, signatures: [] }, signers)).toBeUndefined();
  });
});

function bySigner(signer: (typeof signers)[number]) {
  return signed(text, signer, NOW);
}

function ours(): string {
  return formatNote({ text, signatures: signers.slice(0, 1).map(bySigner) });
}

/** Sets a bit that base64 passes over at the end. */
function loose(note: string): string {
  return note.replace(/(.)=\n$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`);
}

function parsed(note: string): Note {
  const found = parseNote(note);
  if (found === undefined) throw new Error('not a note');
  return found;
}
