import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomInt } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { leafHash } from '#libs/ledger';
import { BackedUpRecord } from '../testing/backed-up.ts';
import { readManifest, writeManifest, type Manifest } from './manifest.ts';
import type { Restored } from './restore.ts';

/** Bits flipped in each file: its first, its last, and others at random; the same again: FHR_SEED. */
const FLIPS = Number(process.env['FHR_BACKUP_FLIPS'] ?? 6);
const SEED = Number(process.env['FHR_SEED'] ?? randomInt(1e9));

let record: BackedUpRecord;
let files: string[];
let said: Manifest;

beforeAll(async () => {
  record = new BackedUpRecord();
  for (const people of [2, 1]) {
    await record.register(people);
    await record.backUp();
  }
  await record.backUp('keys-of-before');
  said = readManifest(record.at('backup'));
  files = readdirSync(record.at('backup')).filter((file) => file.endsWith('.ndjson'));
});
afterAll(() => record.clear());

/** What a restore says of a copy of the backup to which something was done. */
async function after(work: (folder: string) => void): Promise<Restored> {
  const copy = record.copyOf();
  work(copy);
  const restored = await record.restore({ from: copy });
  expect(existsSync(record.at('back'))).toBe(false);
  return restored;
}

const named = (file: string) => ({ ok: false, root: null, firstBad: expect.objectContaining({ file }) });

describe(`a backup of which something is not as it was written (seed ${SEED})`, () => {
  it('is refused for a single bit in any file, naming the file', async () => {
    for (const file of files)
      for (let flip = 0; flip < FLIPS; flip++)
        expect(await after((copy) => flipBit(join(copy, file), flip))).toMatchObject(named(file));
  }, 120_000);

  it('is refused where a file is cut, at its end or before, or is left out', async () => {
    for (const file of files) {
      const { length } = readFileSync(record.at('backup', file));
      for (const left of [length - 1, length - 40, Math.floor(length / 2), 0])
        expect(await after((copy) => truncateSync(join(copy, file), left))).toMatchObject(named(file));
      expect(await after((copy) => rmSync(join(copy, file)))).toMatchObject(named(file));
    }
  }, 120_000);

  it('is refused where one file stands for another, or two change places', async () => {
    for (const file of files)
      for (const other of files.filter((each) => each !== file))
        expect(
          await after((copy) => copyFileSync(record.at('backup', other), join(copy, file))),
        ).toMatchObject(named(file));
    const [one = '', two = ''] = said.record.segments.map((segment) => segment.file);
    const swapped = await after((copy) => {
      renameSync(join(copy, one), join(copy, 'beside'));
      renameSync(join(copy, two), join(copy, one));
      renameSync(join(copy, 'beside'), join(copy, two));
    });
    expect(swapped).toMatchObject(named(one));
  }, 120_000);

  it('is refused where its keys are those of another run', async () => {
    const other = readManifest(record.at('keys-of-before')).keys.file;
    const restored = await after((copy) =>
      copyFileSync(record.at('keys-of-before', other), join(copy, said.keys.file)),
    );
    expect(restored).toMatchObject(named(said.keys.file));
  });

  it('names line and position of the event that was changed', async () => {
    const [{ file } = { file: '' }] = said.record.segments;
    const restored = await after((copy) =>
      edit(join(copy, file), 5, (line) => line.replace('"event":{', '"event":{ ')),
    );
    expect(restored.firstBad).toEqual({ file, line: 5, position: 3 });
    expect(restored.findings).toEqual([
      `${file}, line 5, position 3: the event is not the one that was written.`,
    ]);
  });

  it('names the line at which an event was left out, or two change places', async () => {
    const [{ file } = { file: '' }] = said.record.segments;
    const without = await after((copy) => edit(join(copy, file), 4, () => undefined));
    expect(without.firstBad).toEqual({ file, line: 4, position: null });
    const swapped = await after((copy) => {
      const lines = linesIn(join(copy, file));
      lines.splice(3, 2, lines[4] ?? '', lines[3] ?? '');
      writeFileSync(join(copy, file), lines.join('\n'));
    });
    expect(swapped.firstBad).toEqual({ file, line: 4, position: null });
  });
});

describe('a backup that was written anew, with every hash as it should be', () => {
  it('does not lead to what the log signed', async () => {
    const restored = await rewritten((line) => line.replace('"role":"COORDINATOR"', '"role":"SUPERVISOR!"'));
    expect(restored).toMatchObject({ ok: false });
    expect(restored.findings).toEqual([expect.stringMatching(/do not lead to/)]);
  });
});

/** The last segment with an event changed, and all that is told by hashes made to agree with it. */
async function rewritten(change: (line: string) => string): Promise<Restored> {
  const copy = record.copyOf();
  const segment = said.record.segments.at(-1);
  if (segment === undefined) throw new Error('there is one');
  const file = join(copy, segment.file);
  const lines = linesIn(file).map((line) => withLeaf(change(line)));
  const body = lines.slice(0, -2).join('\n');
  const sha256 = createHash('sha256').update(`${body}\n`).digest('hex');
  writeFileSync(file, `${body}\n{"sha256":"${sha256}"}\n`);
  const segments = said.record.segments.map((each) => (each === segment ? { ...each, sha256 } : each));
  await writeManifest(copy, { ...said, record: { ...said.record, segments } });
  return record.restore({ from: copy });
}

function withLeaf(line: string): string {
  const [, begins, document] =
    /^(\{"position":\d+,"ends":[01],)"leaf":"[^"]+","event":(.*)\}$/.exec(line) ?? [];
  if (document === undefined) return line;
  const leaf = Buffer.from(leafHash(Buffer.from(document))).toString('base64');
  return `${begins}"leaf":"${leaf}","event":${document}}`;
}

function linesIn(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n');
}

/** Counted from 1. */
function edit(file: string, line: number, change: (text: string) => string | undefined): void {
  const lines = linesIn(file);
  const changed = change(lines[line - 1] ?? '');
  lines.splice(line - 1, 1, ...(changed === undefined ? [] : [changed]));
  writeFileSync(file, lines.join('\n'));
}

function flipBit(file: string, flip: number): void {
  const bytes = readFileSync(file);
  const at = [0, bytes.length - 1][flip] ?? chosen(`${file.split('/').at(-1)}/${flip}`) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  writeFileSync(file, bytes);
}

function chosen(what: string): number {
  return createHash('sha256').update(`${SEED}/${what}`).digest().readUInt32BE();
}
