/* eslint max-lines: ["error", 315], complexity: ["error", 18] -- An auditor runs this one file, and reads it from top to bottom. */
/**
 * Verifies an audit bundle (docs/verification.md). One file, no package, no network:
 *   node verify-bundle.js <bundle> --vkey <the log's Ed25519 key>     or     --policy <C2SP tlog-policy file>
 * Exit 0: all holds. 1: a proof fails. 2: not a bundle, or not asked as above. 3: all holds, but too few witnesses cosigned.
 */
import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

type Problem = { readonly line: number; readonly code: string };
/** Of its whole streams the bundle holds all that was among the log's first `completeAsOf` events. */
type Found = { events: number; streams: number; completeAsOf: number; problems: readonly Problem[] };
export type VerifiedBundle = Found & { readonly exit: 0 | 1 | 2 | 3 };
type Key = { readonly name: string; readonly id: string; readonly type: number; readonly key: KeyObject };
type Witness = { readonly name: string; readonly key: Key };
type Rule = (cosigned: ReadonlySet<string>) => boolean;
/** Whom the reader trusts; a witness is named as in the policy. */
export type Trust = { logs: readonly Key[]; witnesses: readonly Witness[]; isEnough: Rule };
type Head = { readonly size: number; readonly root: Buffer };
type Members = Readonly<Record<string, unknown>>;
type Line = Members & { readonly line: number; readonly kind: string };
type Part = { readonly subject: string; readonly fields: Readonly<Record<string, string>> };
type Document = { type: string; stream: string; revision: number; data: Members; sealed: readonly Part[] };
type Event = { readonly line: number; readonly index: number; readonly leaf: Buffer; readonly is: Document };
type Signature = { readonly name: string; readonly id: string; readonly bytes: Buffer };
type Note = { readonly text: string; readonly signatures: readonly Signature[] };

const isText = (v: unknown): v is string => typeof v === 'string' && v !== '' && v.isWellFormed();
const isCount = (v: unknown): boolean => Number.isSafeInteger(v) && Number(v) >= 0;
const isBase64 = (v: unknown): v is string => isText(v) && bytesOf(v).toString('base64') === v;
const isHash = (v: unknown): boolean => isBase64(v) && bytesOf(v).length === 32;
const isList = (v: unknown, each: (item: unknown) => boolean): boolean => Array.isArray(v) && v.every(each);
const isHashes = (v: unknown): boolean => isList(v, isHash);
const isObject = (v: unknown): v is Members => typeof v === 'object' && v !== null && !Array.isArray(v);
const isStreams = (v: unknown): boolean => isList(v, (each) => isObject(each) && isText(each['stream']));
const isNote = (v: unknown): boolean => isText(v) && parseNote(v) !== undefined;

const ABOUT = { origin: isText, events: isCount, completeAsOf: isCount, streams: isStreams };
const SHAPES = new Map<unknown, Readonly<Record<string, (v: unknown) => boolean>>>([
  ['manifest', { version: (v) => v === 1, ...ABOUT }],
  ['event', { index: isCount, document: isBase64, proof: isHashes }],
  ['heads', { index: isCount, document: isBase64, proof: isHashes }],
  ['checkpoint', { note: isNote }],
  ['stream', { stream: isText, path: isHashes }],
  ['opening', { index: isCount, opened: isText }],
  ['erased', { index: isCount, subject: isText, class: isText }],
  ['signature', { note: isNote }],
]);
const [NESTING, DEEPEST] = [/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g, 32];
const ORDER = /^manifest (event )+heads checkpoint (stream )*(opening )*(erased )*signature $/;

/** Judges a bundle's bytes. */
export function verifyBundle(bytes: Uint8Array, trust: Trust): VerifiedBundle {
  const lines = linesOf(bytes);
  if (typeof lines !== 'number') return judged(lines, bytes, trust);
  return { exit: 2, events: 0, streams: 0, completeAsOf: 0, problems: [{ line: lines, code: 'MALFORMED' }] };
}

/** The lines; the number of the first that is none of a bundle. */
function linesOf(bytes: Uint8Array): Line[] | number {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 1;
  }
  const lines = text.split('\n').map((each, index) => lineIn(each, index + 1));
  const end = lines.pop();
  const wrong = lines.indexOf(undefined) + 1;
  if (end !== undefined || !text.endsWith('\n') || wrong > 0) return wrong || lines.length + 1;
  const all = lines.filter((line) => line !== undefined);
  return ORDER.test(all.map(({ kind }) => `${kind} `).join('')) ? all : 1;
}

/** Whether a line nests deeper than any of a bundle: not every program could read it. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(NESTING)) {
    if (token.length === 1) depth += '[{'.includes(token) ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function lineIn(text: string, line: number): Line | undefined {
  try {
    if (isDeep(text)) return undefined;
    const said: unknown = JSON.parse(text);
    if (!isObject(said)) return undefined;
    const shape = Object.entries(SHAPES.get(said['kind']) ?? { kind: isNote });
    const isWhole = shape.every(([name, is]) => is(said[name]));
    return isWhole ? { ...said, line, kind: String(said['kind']) } : undefined;
  } catch {
    return undefined;
  }
}

function judged(lines: readonly Line[], bytes: Uint8Array, trust: Trust): VerifiedBundle {
  const problems: Problem[] = [];
  const require = (holds: boolean, { line }: { readonly line: number }, code: string): void => {
    if (!holds) problems.push({ line, code });
  };
  const all = (kind: string): Line[] => lines.filter((line) => line.kind === kind);
  const one = (kind: string): Line => all(kind)[0] ?? { line: 0, kind };
  const manifest = one('manifest');
  const origin = String(manifest['origin']);
  const completeAsOf = Number(manifest['completeAsOf']);
  const streams = new Map((manifest['streams'] as Members[]).map((each) => [each['stream'], each['whole']]));
  const logs = trust.logs.filter(({ name }) => name === origin);

  const before = bytes.subarray(0, bytes.lastIndexOf(10, bytes.length - 2) + 1);
  const over = `${origin}/bundle\n${before.length}\n${sha256(before).toString('base64')}\n`;
  const seal = noteOf(one('signature'));
  require(seal.text === over && signersOf(seal, logs).length > 0, one('signature'), 'SIGNATURE');

  const note = noteOf(one('checkpoint'));
  const signers = signersOf(note, [...logs, ...trust.witnesses.map(({ key }) => key)]);
  const cosigners = trust.witnesses.filter(({ key }) => signers.includes(key));
  const isSigned = signers.some((key) => logs.includes(key));
  const head = isSigned ? headIn(note.text, origin) : undefined;
  require(head !== undefined, one('checkpoint'), 'CHECKPOINT');

  const proven = (line: Line): Event[] => {
    const event = eventIn(line, head);
    require(event !== undefined, line, 'INCLUSION');
    return event === undefined ? [] : [event];
  };
  const events = all('event').flatMap(proven);
  require(manifest['events'] === all('event').length, manifest, 'COUNT');
  for (const [n, event] of events.entries()) {
    require(event.index > (events[n - 1]?.index ?? -1), event, 'ORDER');
    require(event.index < completeAsOf, event, 'AFTER');
    require(streams.has(event.is.stream), event, 'STREAM');
  }
  for (const { index, is } of proven(one('heads'))) {
    const isHeads = is.type === 'LedgerHeads' && is.stream === 'ledger-heads' && index >= completeAsOf;
    require(isHeads && is.data['size'] === completeAsOf, one('heads'), 'HEADS');
    const wholes = new Set([...streams].filter(([, whole]) => whole === true).map(([name]) => name));
    for (const line of all('stream')) {
      const of = events.filter((event) => event.is.stream === line['stream']);
      const ends = isWhole(of, hashesOf(line['path']), is.data['root']);
      require(wholes.delete(line['stream']) && ends, line, 'INCOMPLETE');
    }
    require(wholes.size === 0, manifest, 'INCOMPLETE');
  }
  const parts = new Map<unknown, readonly Part[]>(events.map(({ index, is }) => [index, is.sealed]));
  for (const line of all('opening')) {
    const isIt = (parts.get(line['index']) ?? []).some(({ fields }) =>
      isOpened(fields, String(line['opened'])),
    );
    require(isIt, line, 'OPENING');
  }
  for (const line of all('erased')) {
    const isIt = (parts.get(line['index']) ?? []).some(({ subject }) => subject === line['subject']);
    require(isIt, line, 'ERASED');
  }
  problems.sort((a, b) => a.line - b.line);
  const sound = trust.isEnough(new Set(cosigners.map(({ name }) => name))) ? 0 : 3;
  const found = { events: all('event').length, streams: streams.size, completeAsOf, problems };
  return { ...found, exit: problems.length > 0 ? 1 : sound };
}

/** The event of a line, where its bytes lead to the checkpoint's root. */
function eventIn({ line, ...said }: Line, head: Head | undefined): Event | undefined {
  const document = bytesOf(said['document']);
  const [index, leaf] = [Number(said['index']), sha256(Buffer.of(0), document)];
  if (head === undefined || index >= head.size) return undefined;
  const isIn = climb(leaf, index, head.size, hashesOf(said['proof']))?.equals(head.root) === true;
  return isIn ? { line, index, leaf, is: JSON.parse(document.toString()) as Document } : undefined;
}

/** Whether these are all of a stream's events: each revision, and the last as the map of heads has it. */
function isWhole(events: readonly Event[], path: readonly Buffer[], root: unknown): boolean {
  const last = events.at(-1);
  if (last === undefined || events.some(({ is }, n) => is.revision !== n) || path.length > 256) return false;
  const key = sha256(Buffer.from(last.is.stream));
  const revision = Buffer.alloc(8);
  revision.writeBigUInt64BE(BigInt(last.is.revision));
  let reached = sha256(Buffer.of(0), key, revision, last.leaf);
  path.forEach((sibling, n) => {
    const depth = path.length - 1 - n;
    const isRight = (((key[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === 1;
    reached = isRight ? node(sibling, reached) : node(reached, sibling);
  });
  return reached.toString('base64') === root;
}

/** From a leaf to the root over `size` leaves (RFC 6962, 2.1.1); undefined where the proof is too long or too short. */
function climb(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | undefined {
  if (size === 1) return proof.length === 0 ? leaf : undefined;
  const [sibling, lower] = [proof.at(-1), proof.slice(0, -1)];
  let split = 1;
  while (split * 2 < size) split *= 2;
  const inLeft = index < split;
  const below = inLeft ? climb(leaf, index, split, lower) : climb(leaf, index - split, size - split, lower);
  return sibling && below && (inLeft ? node(below, sibling) : node(sibling, below));
}

function headIn(text: string, origin: string): Head | undefined {
  const [, size, root] =
    /^(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text.slice(origin.length + 1)) ?? [];
  const isOurs = root !== undefined && text.startsWith(`${origin}\n`);
  return isOurs ? { size: Number(size), root: bytesOf(root) } : undefined;
}

/** Whether an opened [salt, pointer, value] is what a field was committed to. */
function isOpened(fields: Readonly<Record<string, string>>, opened: string): boolean {
  const commitment = sha256(Buffer.from(opened)).toString('base64url');
  return Object.entries(fields).some(
    ([pointer, made]) => made === commitment && (JSON.parse(opened) as unknown[])[1] === pointer,
  );
}

/** A C2SP signed note; undefined where it is none. */
function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n');
  // A note has no control character but the line feed.
  const isPlain = !/[\0-\t\v-\x1f]/.test(note);
  if (end <= 0 || !note.endsWith('\n') || !isPlain) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => {
    const [, name = '', base64] = /^\u2014 ([!-*,-~]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    const bytes = isBase64(base64) ? bytesOf(base64) : Buffer.of();
    return bytes.length > 4 ? [{ name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4) }] : [];
  });
  return signatures.length === lines.length ? { text: note.slice(0, end + 1), signatures } : undefined;
}

const noteOf = (line: Line): Note => parseNote(String(line['note'])) ?? { text: '', signatures: [] };

/** Those of the known keys that signed; none where the signature of one of them does not hold. */
function signersOf({ text, signatures }: Note, known: readonly Key[]): Key[] {
  const by = signatures.flatMap(({ name, id, bytes }) => {
    const key = known.find((each) => each.name === name && each.id === id);
    return key === undefined ? [] : [{ key, holds: holds(text, key, bytes) }];
  });
  return by.every((each) => each.holds) ? by.map(({ key }) => key) : [];
}

function holds(text: string, { type, key }: Key, bytes: Buffer): boolean {
  if (type === 1) return verify(null, Buffer.from(text), key, bytes);
  if (bytes.length !== 72) return false;
  const said = `cosignature/v1\ntime ${bytes.readBigUInt64BE()}\n${text}`;
  return verify(null, Buffer.from(said), key, bytes.subarray(8));
}

/** An Ed25519 key of a log (type 1) or a witness (type 4) from its vkey. Throws where it is none. */
function keyFrom(vkey: string): Key {
  const [, name, id, base64] = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey) ?? [];
  const material = bytesOf(base64);
  const type = material[0] ?? 0;
  const keyId = sha256(Buffer.from(`${name}\n`), material).toString('hex', 0, 4);
  if (name === undefined || keyId !== id || material.length !== 33 || ![1, 4].includes(type))
    return raise(`not an Ed25519 key: ${vkey.slice(0, 80)}`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), material.subarray(1)]);
  return { name, id, type, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** Whom a policy trusts. Keys of other kinds than Ed25519 are passed over. Throws where it is none or trusts no log. */
export function trustFrom(policy: string): Trust {
  const [logs, witnesses] = [[] as Key[], [] as { name: string; key: Key }[]];
  const rules = new Map<string, Rule>([['none', () => true]]);
  const ruleOf = (name = ''): Rule => rules.get(name) ?? raise(`${name} is not defined`);
  let isEnough: Rule | undefined;
  const read = new Map<string, (name: string, rest: readonly string[]) => void>([
    ['log', (vkey) => void (isEd25519(vkey) && logs.push(keyFrom(vkey)))],
    ['quorum', (name) => void (isEnough = ruleOf(name))],
  ]);
  read.set('witness', (name, [vkey = '']) => {
    rules.set(name, (cosigned) => cosigned.has(name));
    if (isEd25519(vkey)) witnesses.push({ name, key: keyFrom(vkey) });
  });
  read.set('group', (name, [least = '', ...members]) => {
    const of = members.map(ruleOf);
    const needed = least === 'all' ? of.length : least === 'any' ? 1 : Number(least);
    rules.set(name, (cosigned) => of.filter((rule) => rule(cosigned)).length >= needed);
  });
  for (const line of policy.split('\n')) {
    const [kind = '#', name = '', ...rest] = line.split(/[ \t]+/).filter((word) => word !== '');
    if (!kind.startsWith('#')) (read.get(kind) ?? raise(`not a line of a policy: ${kind}`))(name, rest);
  }
  return { logs, witnesses, isEnough: (logs[0] && isEnough) ?? raise('no log of Ed25519, or no quorum') };
}

const isEd25519 = (vkey: string): boolean => /^[^+]+\+[0-9a-f]{8}\+[AB][A-Za-z0-9+/]{43}$/.test(vkey);
const bytesOf = (base64: unknown): Buffer => Buffer.from(String(base64), 'base64');
const hashesOf = (hashes: unknown): Buffer[] => (hashes as string[]).map(bytesOf);
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

function raise(message: string): never {
  throw new TypeError(message);
}

/** The exit code of the command line; what is found is printed as one JSON object. */
function main([file = '', how, trusted = '']: readonly string[]): number {
  try {
    if (how !== '--vkey' && how !== '--policy') raise('say <bundle> --vkey <key> or --policy <file>');
    const trust = trustFrom(how === '--vkey' ? `log ${trusted}\nquorum none` : readFileSync(trusted, 'utf8'));
    const { exit, ...found } = verifyBundle(readFileSync(file), trust);
    process.stdout.write(`${JSON.stringify({ ok: exit === 0, ...found })}\n`);
    return exit;
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return 2;
  }
}

if (argv[1] !== undefined && realpathSync(argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = main(argv.slice(2));
