import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHash, parseCheckpoint, parseNote, verifyConsistency, verifyInclusion } from '#libs/ledger';
import { Served } from '../testing/served.ts';
import { helpOpens } from '../testing/story.ts';

const CHECKPOINT = `query ($log: Log!) { checkpoint(log: $log) { origin size root checkpoint cosigned } }`;
const INCLUSION = `query ($log: Log!, $position: Position!, $size: Position) {
  inclusionProof(log: $log, position: $position, size: $size) { size root leafHash hashes checkpoint }
}`;
const CONSISTENCY = `query ($log: Log!, $from: Position!, $size: Position) {
  consistencyProof(log: $log, from: $from, size: $size) { size root fromRoot hashes }
}`;

interface Proof {
  readonly size: string;
  readonly root: string;
  readonly leafHash: string;
  readonly fromRoot: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
}

let served: Served;
const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

beforeAll(async () => {
  served = await Served.start();
  const { family } = await helpOpens(served);
  const query = `query ($family: ID!) { family(reference: $family, purpose: AUDIT) { id } }`;
  for (let reads = 0; reads < 5; reads++) await served.read('auditor', query, { family: family.id });
  const { ledgers, store, accessStore, origin } = served.record;
  await ledgers.signed(origin, await store.head());
  await ledgers.signed(`${origin}/access`, await accessStore.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

describe.each([
  ['RECORD', 'test.example/record'],
  ['ACCESS', 'test.example/record/access'],
])('the ledger of the log %s', (log, origin) => {
  const store = () => (log === 'RECORD' ? served.record.store : served.record.accessStore);

  it('shows its last signed head', async () => {
    const size = (await store().head()) + 1;
    const head = await served.read<Proof>('system', CHECKPOINT, { log });
    expect(head).toMatchObject({ origin, size: String(size), cosigned: null });
    const note = parseNote(head.checkpoint);
    const said = note && parseCheckpoint(note.text);
    expect(said).toMatchObject({ origin, size });
    expect(Buffer.from(said?.root ?? []).toString('base64')).toBe(head.root);
    expect(note?.signatures.length).toBe(2);
  });

  it('proves every event to be in it, byte for byte', async () => {
    for await (const { events } of store().readAll()) {
      for (const { position, document } of events) {
        const proof = await served.read<Proof>('system', INCLUSION, { log, position: String(position) });
        expect(bytes(proof.leafHash)).toEqual(Buffer.from(leafHash(document)));
        const inclusion = {
          index: position,
          size: Number(proof.size),
          leafHash: leafHash(document),
          proof: proof.hashes.map(bytes),
          root: bytes(proof.root),
        };
        expect(verifyInclusion(inclusion)).toBe(true);
        expect(verifyInclusion({ ...inclusion, leafHash: leafHash(Buffer.from('{}')) })).toBe(false);
      }
    }
  });

  it('proves that it only grew, from any size to any later', async () => {
    const size = (await store().head()) + 1;
    for (const [from, to] of [
      [1, size],
      [2, 4],
      [size, size],
      [3, undefined],
    ] as const) {
      const asked = { log, from: String(from), ...(to !== undefined && { size: String(to) }) };
      const proof = await served.read<Proof>('system', CONSISTENCY, asked);
      const consistency = {
        oldSize: from,
        newSize: Number(proof.size),
        oldRoot: bytes(proof.fromRoot),
        newRoot: bytes(proof.root),
        proof: proof.hashes.map(bytes),
      };
      expect(verifyConsistency(consistency)).toBe(true);
    }
  });

  it('proves nothing of what it has not signed', async () => {
    const size = (await store().head()) + 1;
    for (const [query, asked] of [
      [INCLUSION, { position: String(size) }],
      [INCLUSION, { position: '0', size: String(size + 1) }],
      [CONSISTENCY, { from: '0' }],
      [CONSISTENCY, { from: String(size), size: '1' }],
    ] as const)
      await expect(served.read('system', query, { log, ...asked })).rejects.toThrow('POSITION_AHEAD');
  });
});

it('is shown to nobody who is not known', async () => {
  const response = await served.post({ query: '{ checkpoint { size } }' });
  expect(response.status).toBe(401);
});
