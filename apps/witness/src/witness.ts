import { hash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  addCheckpoint,
  signerFrom,
  type Signer,
  type VerifierKey,
  type WitnessAnswer,
  type Witnessed,
} from '#libs/ledger';

export interface WitnessSettings {
  /** A schema-less URL that nobody else uses: it is signed, and stays. */
  readonly name: string;
  /** Where its key and what it cosigned are kept. */
  readonly folder: string;
  readonly logs: readonly VerifierKey[];
  /** Told, in a line, why something was not cosigned that could have been; stderr unless it is given. */
  readonly told?: (line: string) => void;
}

export interface Witness {
  readonly server: Server;
  readonly signers: readonly Signer[];
}

const LARGEST = 128 * 1024;
const KEY_BYTES = 32;

/**
 * A cosigner of checkpoints over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, and `GET /<origin hash>/checkpoint`,
 * what it cosigned last. It signs with Ed25519 and ML-DSA-44; its key is made at its first start.
 */
export function createWitness({ name, folder, logs, told = toStderr }: WitnessSettings): Witness {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = keyIn(folder);
  const signers = [
    signerFrom(secret, name, 'COSIGNED_ED25519'),
    signerFrom(secret, name, 'COSIGNED_ML_DSA_44'),
  ];
  const log = witnessedIn(folder, logs);
  const server = createServer((request, response) => {
    answer(request, { log, signers })
      .then((said) => send(response, said))
      .catch((reason: unknown) => {
        told(`witness ${name}: nothing was cosigned: ${String(reason)}`);
        send(response, { status: 500, body: 'nothing was cosigned: what is kept here cannot be kept up\n' });
      });
  });
  return { server, signers };
}

interface Keeping {
  readonly log: Witnessed;
  readonly signers: readonly Signer[];
}

type Answered =
  WitnessAnswer | { readonly status: 405 | 500; readonly body: string; readonly contentType?: string };

async function answer(request: IncomingMessage, keeping: Keeping): Promise<Answered> {
  const { method, url = '' } = request;
  if (url.endsWith('/add-checkpoint')) return submitted(request, keeping);
  const [, origin] = /\/([0-9a-f]{64})\/checkpoint$/.exec(url) ?? [];
  const note = method === 'GET' && origin !== undefined ? keeping.log.latest(origin) : undefined;
  return note === undefined ? { status: 404, body: 'nothing here\n' } : { status: 200, body: note };
}

async function submitted(request: IncomingMessage, { log, signers }: Keeping): Promise<Answered> {
  if (request.method !== 'POST') return { status: 405, body: 'POST only\n' };
  const body = await bodyOf(request).catch(() => undefined);
  if (body === undefined) return { status: 400, body: 'not to be read\n' };
  return addCheckpoint(body, log, signers, Math.floor(Date.now() / 1000));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
}

function send(
  response: ServerResponse,
  { status, body, contentType = 'text/plain; charset=utf-8' }: Answered,
): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}

/** A file a log, named by the hash of its origin; asked for by either. */
function witnessedIn(folder: string, logs: readonly VerifierKey[]): Witnessed {
  const fileOf = (origin: string) =>
    join(folder, /^[0-9a-f]{64}$/.test(origin) ? origin : hash('sha256', origin, 'hex'));
  return {
    keysOf: (origin) => logs.filter(({ name }) => name === origin),
    latest: (origin) => (existsSync(fileOf(origin)) ? readFileSync(fileOf(origin), 'utf8') : undefined),
    keep: (origin, note) => {
      const beside = `${fileOf(origin)}.new`;
      const descriptor = openSync(beside, 'w', 0o600);
      try {
        writeFileSync(descriptor, note);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(beside, fileOf(origin));
    },
  };
}

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

function keyIn(folder: string): Uint8Array {
  const file = join(folder, 'key');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx', flush: true });
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw new TypeError(`${file} is not a key`);
  return key;
}
