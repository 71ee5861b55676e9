import { once } from 'node:events';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseVerifierKey, type VerifierKey } from '#libs/ledger';
import { createWitness, type Witness } from './witness.ts';

/**
 * A witness for a partner: FHR_WITNESS_NAME, FHR_WITNESS_DATA, FHR_WITNESS_LOGS (a file of verifier keys, one a line) and
 * FHR_WITNESS_PORT. With `--demo <data folder>`: two of them on loopback, and the policy that names them.
 */
const [flag, folder] = process.argv.slice(2);
if (flag === '--demo' && folder !== undefined) await demo(folder);
else await single(process.env);

async function single(variables: NodeJS.ProcessEnv): Promise<void> {
  const name = required(variables, 'FHR_WITNESS_NAME');
  const logs = keysIn(required(variables, 'FHR_WITNESS_LOGS'));
  const witness = createWitness({ name, folder: required(variables, 'FHR_WITNESS_DATA'), logs });
  const port = Number(variables['FHR_WITNESS_PORT'] ?? 0);
  const address = await listening(witness, port, variables['FHR_WITNESS_HOST'] ?? '127.0.0.1');
  for (const { vkey } of witness.signers) process.stdout.write(`${vkey}\n`);
  process.stdout.write(`${address}\n`);
}

/** They end with the process that started them. */
async function demo(data: string): Promise<void> {
  const logs = keysIn(join(data, 'ledger', 'verifier-keys'));
  const place = join(data, 'witnesses');
  const lines: string[] = [];
  for (const name of ['demo-one', 'demo-two']) {
    const witness = createWitness({ name: `localhost/witness/${name}`, folder: join(place, name), logs });
    const address = await listening(witness, 0, '127.0.0.1');
    lines.push(`witness ${name} ${witness.signers[0]?.vkey} ${address}/`);
  }
  const policy = [
    '# For the demonstration: both run on this machine, by whoever runs the record. They are NOT independent,',
    '# and prove nothing against its operator. Partners run their own (docs/verification.md).',
    ...logs.map(({ vkey }) => `log ${vkey}`),
    ...lines,
    'group demo all demo-one demo-two',
    'quorum demo',
    '',
  ].join('\n');
  writeFileSync(join(place, 'policy.new'), policy, { mode: 0o600 });
  renameSync(join(place, 'policy.new'), join(place, 'policy'));
  const end = (): void => {
    rmSync(join(place, 'policy'), { force: true });
    process.exit();
  };
  process.stdin.resume().on('end', end).on('error', end);
}

async function listening({ server }: Witness, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

function keysIn(file: string): VerifierKey[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map(parseVerifierKey);
}

function required(variables: NodeJS.ProcessEnv, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
