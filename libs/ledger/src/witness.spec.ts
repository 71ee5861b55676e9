import { describe, expect, it } from '@jest/globals';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { formatNote, parseNote, parseSignature } from './note.ts';
import { consistencyProof } from './proof.ts';
import { parsePolicy } from './policy.ts';
import { signed, signerFrom, verifiedBy } from './signing.ts';
import { leafHash, merkleRoot } from './tree.ts';
import { addCheckpoint, formatSubmission, type Witnessed } from './witness.ts';

const NOW = 1_790_000_000;
const ORIGIN = 'example.org/log';
const log = signerFrom(Buffer.alloc(32, 1), ORIGIN, 'ED25519');
const witnesses = [
  signerFrom(Buffer.alloc(32, 2), 'witness.example/w1', 'COSIGNED_ED25519'),
  signerFrom(Buffer.alloc(32, 2), 'witness.example/w1', 'COSIGNED_ML_DSA_44'),
];
const leaves = Array.from({ length: 40 }, (_, index) => leafHash(Uint8Array.of(index)));
const others = leaves.map((leaf, index) => (index < 5 ? leaf : leafHash(leaf)));

describe('a witness', () => {
  it('cosigns what goes on from the last it cosigned, with both its keys, and keeps it', () => {
    const witness = aWitness();
    for (const [from, to] of [
      [0, 3],
      [3, 3],
      [3, 40],
    ] as const) {
      const { status, body } = witness.add(from, to);
      expect(status).toBe(200);
      const signatures = body
        .trimEnd()
        .split('\n')
        .flatMap((line) => parseSignature(line) ?? []);
      expect(verifiedBy({ text: textOf(leaves, to), signatures }, witnesses)).toEqual(witnesses);
      const kept = parseNote(witness.latest() ?? '');
      expect(kept && verifiedBy(kept, [log, ...witnesses])).toHaveLength(3);
    }
  });

  it('answers 409 with the size it cosigned last, where the old size is another', () => {
    const witness = aWitness();
    witness.add(0, 7);
    expect(witness.add(0, 9)).toEqual({ status: 409, body: '7\n', contentType: 'text/x.tlog.size' });
    expect(witness.add(5, 9)).toMatchObject({ status: 409, body: '7\n' });
  });

  it('answers 422 to a fork, to a proof that does not hold, and to one where none is needed', () => {
    const witness = aWitness();
    expect(witness.add(0, 7, { proof: consistencyProof(leaves.slice(0, 7), 3) }).status).toBe(422);
    witness.add(0, 7);
    expect(witness.add(7, 9, { of: others }).status).toBe(422);
    expect(witness.add(7, 7, { of: others }).status).toBe(422);
    expect(witness.add(7, 9, { proof: [] }).status).toBe(422);
    expect(witness.add(7, 7, { proof: [Buffer.alloc(32)] }).status).toBe(422);
    expect(parseCheckpoint(parseNote(witness.latest() ?? '')?.text ?? '')?.size).toBe(7);
  });

  it('answers 422 to an empty log whose root is not that of nothing', () => {
    const witness = aWitness();
    const text = formatCheckpoint({ origin: ORIGIN, size: 0, root: Buffer.alloc(32, 4) });
    const note = formatNote({ text, signatures: [signed(text, log, NOW)] });
    expect(witness.submit(formatSubmission(0, [], note)).status).toBe(422);
    expect(witness.add(0, 0).status).toBe(200);
  });

  it('answers 403 to what the log did not sign, 404 of a log it does not know', () => {
    const witness = aWitness();
    const impostor = signerFrom(Buffer.alloc(32, 3), ORIGIN, 'ED25519');
    expect(witness.add(0, 3, { by: impostor }).status).toBe(403);
    const text = formatCheckpoint({
      origin: 'example.org/other',
      size: 3,
      root: merkleRoot(leaves.slice(0, 3)),
    });
    const note = formatNote({ text, signatures: [signed(text, log, NOW)] });
    expect(witness.submit(formatSubmission(0, [], note)).status).toBe(404);
    const ours = noteOf(leaves, 3, log);
    expect(witness.submit(formatSubmission(0, [], ours.replace('\n3\n', '\n4\n'))).status).toBe(403);
  });

  it('throws, and cosigns nothing, where what it cosigned last is no checkpoint of that log', () => {
    for (const kept of ['', 'damaged', noteOf(leaves, 3, log).slice(0, 30), otherNote()]) {
      let hasKept = false;
      const of = { keysOf: () => [log], latest: () => kept, keep: () => void (hasKept = true) };
      const submission = formatSubmission(0, [], noteOf(leaves, 3, log));
      expect(() => addCheckpoint(submission, of, witnesses, NOW)).toThrow(/is no checkpoint/);
      expect(hasKept).toBe(false);
    }
  });

  it('answers 400 to what is no submission, and to an old size above the checkpoint’s', () => {
    const witness = aWitness();
    const note = noteOf(leaves, 3, log);
    for (const body of [
      '',
      note,
      `old 03\n\n${note}`,
      `old x\n\n${note}`,
      `old 0\nnot base64!\n\n${note}`,
      `old 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${note}`,
      `old 0\n\n${note.slice(0, -2)}`,
    ])
      expect(witness.submit(body).status).toBe(400);
    expect(witness.submit(formatSubmission(4, [], note)).status).toBe(400);
  });
});

/** A checkpoint of a log with another name. */
function otherNote(): string {
  const text = formatCheckpoint({
    origin: 'example.org/other',
    size: 3,
    root: merkleRoot(leaves.slice(0, 3)),
  });
  return formatNote({ text, signatures: [signed(text, log, NOW)] });
}

describe('a policy', () => {
  const [ed = log, mlDsa = log] = witnesses;
  const of = (...lines: string[]) => parsePolicy(`# whom we trust\n\n\t ${lines.join('\n')}\n`);

  it('says which witnesses are enough', () => {
    const policy = of(
      `log ${log.vkey}`,
      `witness one ${ed.vkey} https://witness.example/`,
      `witness two ${mlDsa.vkey}`,
      'group either any one two',
      `witness three ${log.vkey}`,
      'group all all either three',
      'quorum all',
    );
    expect(policy.logs.map(({ vkey }) => vkey)).toEqual([log.vkey]);
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['one', 'https://witness.example/'],
      ['two', undefined],
      ['three', undefined],
    ]);
    expect(policy.isEnough(new Set(['one', 'three']))).toBe(true);
    expect(policy.isEnough(new Set(['one', 'two']))).toBe(false);
    expect(of('quorum none').isEnough(new Set())).toBe(true);
  });

  it.each([
    ['without a quorum', `log ${log.vkey}`],
    ['with two', 'quorum none\nquorum none'],
    ['with a quorum that is not defined', 'quorum one'],
    ['with a key that is there twice', `witness a ${log.vkey}\nwitness b ${log.vkey}\nquorum none`],
    ['with a name that is there twice', `witness a ${log.vkey}\nwitness a ${ed.vkey}\nquorum none`],
    ['with the name none', `witness none ${log.vkey}\nquorum none`],
    ['with a threshold that cannot be met', `witness a ${log.vkey}\ngroup g 2 a\nquorum g`],
    ['with a threshold of nothing', `witness a ${log.vkey}\ngroup g 0 a\nquorum g`],
    ['with a member in two groups', `witness a ${log.vkey}\ngroup g any a\ngroup h any a\nquorum h`],
    ['with a line of another kind', 'constructor x\nquorum none'],
    ['with a key that is none', 'log nonsense\nquorum none'],
  ])('is none %s', (_, text) => {
    expect(() => parsePolicy(text)).toThrow(TypeError);
  });
});

interface Changed {
  readonly of?: readonly Uint8Array[];
  readonly proof?: readonly Uint8Array[];
  readonly by?: typeof log;
}

function aWitness() {
  const kept = new Map<string, string>();
  const witnessed: Witnessed = {
    keysOf: (origin) => (origin === ORIGIN ? [log] : []),
    latest: (origin) => kept.get(origin),
    keep: (origin, note) => void kept.set(origin, note),
  };
  const submit = (body: string) => addCheckpoint(body, witnessed, witnesses, NOW);
  const add = (from: number, to: number, { of = leaves, proof, by = log }: Changed = {}) => {
    const shown = proof ?? (from === 0 ? [] : consistencyProof(of.slice(0, to), from));
    return submit(formatSubmission(from, shown, noteOf(of, to, by)));
  };
  return { submit, add, latest: () => kept.get(ORIGIN) };
}

function textOf(of: readonly Uint8Array[], size: number): string {
  return formatCheckpoint({ origin: ORIGIN, size, root: merkleRoot(of.slice(0, size)) });
}

function noteOf(of: readonly Uint8Array[], size: number, by: typeof log): string {
  const text = textOf(of, size);
  return formatNote({ text, signatures: [signed(text, by, NOW)] });
}
