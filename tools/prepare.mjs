// Runs under whatever Node the machine has (20 or later): installs what is missing, which brings Node 24,
// and then runs the named step under it. Prints to stderr only, since stdout belongs to the command after it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
process.env.PATH = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter);

const quietly = '--ignore-scripts --loglevel=error';
const node24 = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function run(command) {
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function isInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].version === wanted.version : wanted.optional === true;
  });
}

if (!isInstalled()) {
  console.error('Installing packages …');
  run(`npm ci ${quietly} --include=dev --include=optional`);
}
// npm 10 forgets to link the program of an optional package when its siblings are for other platforms.
if (existsSync(`node_modules/${node24}`) && !existsSync('node_modules/.bin/node')) {
  run(`npm rebuild ${quietly} ${node24}`);
}
const { stdout } = spawnSync('node --version', { shell: true, encoding: 'utf8' });
if (Number(/^v(\d+)/.exec(stdout)?.[1]) < 24) {
  console.error(`Node 24 is needed; found ${stdout.trim()}, and no package of Node 24 fits this machine.`);
  process.exit(1);
}
const [step] = process.argv.slice(2);
if (step) run(`node tools/${step}.ts`);
