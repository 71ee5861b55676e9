export interface Mutation {
  readonly bytes: Uint8Array;
  readonly how: string;
  /** Whether it was signed again, by the log's own key, after it was changed: what is caught then is caught by the proofs. */
  readonly isSealed: boolean;
}

interface Making {
  readonly count: number;
  /** The log's signature over what stands before the last line. */
  readonly seal: (before: string) => Promise<string>;
}

type Line = Record<string, unknown> & { kind: string };
type Change = (lines: Line[], older: readonly Line[]) => void;

const CHANGES: Readonly<Record<string, Change>> = {
  'an event left out': (lines) => {
    lines.splice(someOfWhole(lines), 1);
    recount(lines);
  },
  'two events in another order': (lines) => {
    const at = lines.findIndex(({ kind }) => kind === 'event');
    const [first, next] = [lines[at], lines[at + 1]];
    if (first && next) lines.splice(at, 2, next, first);
  },
  'the last events cut off': (lines) => {
    const from = someOfWhole(lines);
    lines.splice(from, lines.findIndex(({ kind }) => kind === 'heads') - from);
    recount(lines);
  },
  'an event twice': (lines) => {
    const at = someOf(lines, 'event');
    const line = lines[at];
    if (line) lines.splice(at, 0, line);
    recount(lines);
  },
  'older heads': (lines, older) => swap(lines, older, 'heads'),
  'an older checkpoint': (lines, older) => swap(lines, older, 'checkpoint'),
  'a later size': (lines) => {
    const [manifest] = lines;
    if (manifest) manifest['completeAsOf'] = Number(manifest['completeAsOf']) + 1;
  },
  'a stream that is not named': (lines) => {
    const [manifest] = lines;
    if (manifest) manifest['streams'] = (manifest['streams'] as unknown[]).slice(1);
  },
  'a stream without its end': (lines) => void lines.splice(someOf(lines, 'stream'), 1),
  'a bit of an event': (lines) => flipIn(lines, 'event', 'document'),
  'a bit of the heads': (lines) => flipIn(lines, 'heads', 'document'),
  'a bit of a proof': (lines) => flipInList(lines, 'event', 'proof'),
  'a bit of a path': (lines) => flipInList(lines, 'stream', 'path'),
  'another place': (lines) => {
    const line = lines[someOf(lines, 'event')];
    if (line) line['index'] = Number(line['index']) ^ 1;
  },
  'another value of a field': (lines) => {
    const line = lines[someOf(lines, 'opening')];
    if (line) line['opened'] = String(line['opened']).replace(/"?\]$/, (end) => `x${end}`);
  },
  'an opening of another event': (lines) => {
    const line = lines[someOf(lines, 'opening')];
    if (line) line['index'] = Number(lines.find(({ kind }) => kind === 'heads')?.['index']);
  },
  'something called erased that is not there': (lines) => {
    lines.splice(-1, 0, { kind: 'erased', index: 0, subject: 'somebody', class: 'general' });
  },
};

/** A bundle changed in every way in turn; half the times a bit anywhere, as it may happen on the way. */
export async function* mutations(
  text: string,
  older: string,
  { count, seal }: Making,
): AsyncGenerator<Mutation> {
  const ways = Object.entries(CHANGES);
  for (let n = 0; n < count; n++) {
    const [how, change] = ways[Math.floor(n / 2) % ways.length] ?? [];
    if (n % 2 === 0 || how === undefined || change === undefined) {
      yield { bytes: flipped(Buffer.from(text)), how: 'a bit anywhere', isSealed: false };
      continue;
    }
    const lines = linesOf(text);
    change(lines, linesOf(older));
    const before = lines
      .slice(0, -1)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    const last = JSON.stringify({ kind: 'signature', note: await seal(before) });
    yield { bytes: Buffer.from(`${before}${last}\n`), how, isSealed: true };
  }
}

function linesOf(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function someOf(lines: readonly Line[], kind: string): number {
  const places = lines.flatMap((line, at) => (line.kind === kind ? [at] : []));
  return places[Math.floor(Math.random() * places.length)] ?? 0;
}

/** An event of a stream that the bundle calls whole: of others it says itself that it has a part. */
function someOfWhole(lines: readonly Line[]): number {
  const streams = (lines[0]?.['streams'] ?? []) as { stream: string; whole: boolean }[];
  const whole = new Set(streams.flatMap((each) => (each.whole ? [each.stream] : [])));
  const places = lines.flatMap((line, at) => {
    if (line.kind !== 'event') return [];
    const document = Buffer.from(String(line['document']), 'base64').toString();
    return whole.has((JSON.parse(document) as { stream: string }).stream) ? [at] : [];
  });
  return places[Math.floor(Math.random() * (places.length - 1)) + 1] ?? 0;
}

function recount(lines: readonly Line[]): void {
  const [manifest] = lines;
  if (manifest) manifest['events'] = lines.filter(({ kind }) => kind === 'event').length;
}

function swap(lines: Line[], older: readonly Line[], kind: string): void {
  const other = older.find((line) => line.kind === kind);
  if (other) lines[lines.findIndex((line) => line.kind === kind)] = other;
}

function flipIn(lines: readonly Line[], kind: string, member: string): void {
  const line = lines[someOf(lines, kind)];
  if (line) line[member] = flippedBase64(String(line[member]));
}

function flipInList(lines: readonly Line[], kind: string, member: string): void {
  const filled = lines.filter((line) => line.kind === kind && (line[member] as string[]).length > 0);
  const line = filled[Math.floor(Math.random() * filled.length)];
  const list = (line?.[member] ?? []) as string[];
  const at = Math.floor(Math.random() * list.length);
  list[at] = flippedBase64(list[at] ?? '');
}

function flippedBase64(base64: string): string {
  return Buffer.from(flipped(Buffer.from(base64, 'base64'))).toString('base64');
}

function flipped(bytes: Uint8Array): Uint8Array {
  const at = Math.floor(Math.random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
  return bytes;
}
