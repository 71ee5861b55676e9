import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoPolicy, readSettings, type Settings } from '#libs/service';
import { EXIT, ServiceEnded } from '../exit.ts';
import { startService, type Service } from '../service.ts';
import { startDemoWitnesses } from '../witnesses.ts';

/** Starts the record service, says how to use it, and ends when it ends. */
export async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const { process: service, listening, stop } = startService({}, { output: 'inherit' });
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      isStopping = true;
      void stop();
    });
  const here = await listening;
  if (here !== undefined) await attend(here, service, settings);
  else if (!isStopping) throw new ServiceEnded(service.exitCode);
  process.exitCode = service.exitCode ?? (isStopping ? EXIT.ok : EXIT.internal);
}

/** Resolves when the service has ended. */
async function attend(
  { address }: Service,
  service: ChildProcess,
  { folder, mode, witnesses }: Settings,
): Promise<void> {
  process.stdout.write(`The record is open at ${address}/graphql\n`);
  if (mode === 'development') process.stdout.write(welcome(address, await instructiveFamily(folder)));
  const stopWitnesses = witnesses === demoPolicy(folder) ? startDemoWitnesses(folder) : () => undefined;
  if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
  stopWitnesses();
}

function welcome(address: string, family: string | undefined): string {
  const folder = process.env['FHR_DATA'];
  const there = folder === undefined ? '' : `FHR_DATA=${quoted(folder)} `;
  const token = `${there}npm run -s fhr -- token issue --as auditor`;
  const lines = ['', `A token, for a working day:`, `  ${token}`];
  if (process.env['FHR_ISSUERS'] === undefined)
    lines.push(
      '',
      'Sign in from a program of yours (OpenID Connect, client family-help):',
      `  ${address}/sign-in`,
    );
  if (family !== undefined) {
    const timeline = `familyTimeline(family: \\"${family}\\", purpose: AUDIT, first: 100)`;
    const query = `{ ${timeline} { nodes { position recordedAt occurredAt { value } late summary by { role } } } }`;
    lines.push(
      '',
      `A family whose history shows why two clocks matter, told:`,
      `  ${there}npm run -s fhr -- replay ${family} --as auditor`,
      '',
      'The same as a query to paste:',
      `  curl -s ${address}/graphql -H 'content-type: application/json' \\`,
      `    -H "authorization: Bearer $(${token})" \\`,
      `    -d '{"query":"${query}"}'`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}

/** As one word of a shell. */
function quoted(text: string): string {
  return /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The reference of the county's instructive family, where this store holds a county. */
async function instructiveFamily(folder: string): Promise<string | undefined> {
  try {
    const county = JSON.parse(await readFile(join(folder, 'county.json'), 'utf8')) as { instructive: string };
    return county.instructive;
  } catch {
    return undefined;
  }
}
