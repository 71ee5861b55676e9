import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { trustFrom, verifyBundle, type Trust, type VerifiedBundle } from '#libs/ledger';
import type { Bundle } from '#libs/service';
import { UsageError } from '../exit.ts';
import { callerPath, refusalOf, tokenOf, type ActingAs, type GraphQLAnswer } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';
import { withService, type Service } from '../service.ts';

export interface CreateBundleOptions extends ActingAs {
  readonly out: string;
  readonly purpose?: string;
}

export interface VerifyBundleOptions {
  readonly vkey?: string;
  readonly policy?: string;
}

/** Writes an audit bundle of a family. */
export async function create(family: string, options: CreateBundleOptions, json: boolean): Promise<void> {
  const purpose = options.purpose ?? (options.as === 'privacy-officer' ? 'SUBJECT_ACCESS' : 'AUDIT');
  await write(options, { path: '/operator/bundles', asked: { family, purpose } }, json);
}

export interface FileAsked {
  readonly path: '/operator/bundles' | '/operator/packs';
  readonly asked: Readonly<Record<string, string>>;
}

/** Writes what the service makes, readable by its owner only; a file that is there stays. */
export async function write(
  options: ActingAs & { readonly out: string },
  asked: FileAsked,
  json: boolean,
): Promise<void> {
  const token = await tokenOf(options);
  const out = callerPath(options.out);
  const made = await filled(out, () => withService((service) => ask(service, token, asked)));
  answer(
    json,
    { ok: true, ...made, problems: [] },
    () => `${made.events} events, complete as of ${made.completeAsOf}.`,
  );
}

/** The file is there before anything is made for it: what is handed over is recorded, so that there must be room for it. */
async function filled(out: string, make: () => Promise<Bundle>): Promise<Omit<Bundle, 'text'>> {
  const file = newFile(out);
  try {
    const { text, ...made } = await make();
    writeFileSync(file, text);
    fsyncSync(file);
    return made;
  } catch (error) {
    rmSync(out);
    throw error;
  } finally {
    closeSync(file);
  }
}

function newFile(out: string): number {
  if (existsSync(out)) throw new UsageError(`${out} is there already`);
  try {
    return openSync(out, 'wx', 0o600);
  } catch {
    throw new UsageError(`${out} cannot be written: is its folder there?`);
  }
}

async function ask(service: Service, token: string, { path, asked }: FileAsked): Promise<Bundle> {
  const url = new URL(`${path}?${new URLSearchParams(asked).toString()}`, service.address);
  const headers = { authorization: `Bearer ${service.operatorToken}`, 'x-acting-token': token };
  const response = await fetch(url, { method: 'POST', headers });
  if (response.ok) return (await response.json()) as Bundle;
  const { errors } = (await response.json()) as GraphQLAnswer;
  throw refusalOf(errors?.[0]?.extensions);
}

/** Verifies a bundle as an auditor's own program would; its exit codes are the bundle's (docs/verification.md). */
export async function verify(file: string, options: VerifyBundleOptions, json: boolean): Promise<void> {
  const { exit, ...found } = verifyBundle(bytesIn(callerPath(file)), trustOf(options));
  process.exitCode = exit;
  answer(json, { ok: exit === 0, ...found }, () => told({ exit, ...found }));
}

function bytesIn(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`${file} is not there, or cannot be read`);
  }
}

function trustOf({ vkey, policy }: VerifyBundleOptions): Trust {
  try {
    if (policy !== undefined) return trustFrom(readFileSync(callerPath(policy), 'utf8'));
    return trustFrom(`log ${vkey ?? ownKey()}\nquorum none`);
  } catch (error) {
    if (error instanceof Rejected || error instanceof UsageError) throw error;
    throw new UsageError(`the key or policy cannot be used: ${(error as Error).message.slice(0, 160)}`);
  }
}

/** The key of the log in the data folder. */
function ownKey(): string {
  const file = join(ownSettings().folder, 'ledger', 'verifier-keys');
  if (!existsSync(file)) throw new UsageError('say whom you trust: --vkey or --policy');
  return readFileSync(file, 'utf8').split('\n')[0] ?? '';
}

function told({ exit, events, completeAsOf, problems }: VerifiedBundle): string {
  const found = problems.map(({ line, code }) => `line ${line}: ${code}`);
  const said = {
    0: `${events} events, all proven; complete as of ${completeAsOf}.`,
    1: 'A proof fails.',
    2: 'Not a bundle.',
    3: `${events} events, all proven; too few witnesses cosigned.`,
  };
  return [said[exit], ...found].join('\n');
}
