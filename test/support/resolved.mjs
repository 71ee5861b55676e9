// Where packages keep what is imported from them: Node would look at the disk, and at the package.json above, for each of
// thousands of modules each time a program starts. It stays as it is until other packages are installed.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const root = new URL('../../', import.meta.url);
const PACKAGES = new URL('node_modules/', root).href;
const folder = join(import.meta.dirname, '../../.cache/resolved');

/** By the folder that imports, by what it imports how: where that is, and of which format. */
let known;
let file;
let isNew = false;

// A thread imports little, and not from packages.
if (isMainThread) {
  const installed = readFileSync(new URL('.package-lock.json', PACKAGES));
  const hash = createHash('sha256').update(`${process.version} ${PACKAGES}`).update(installed).digest('hex');
  file = join(folder, `${hash}.json`);
  known = kept();
  process.on('exit', keep);
}

/** Where it is: as `next` says it, or said it before. */
export function resolved(specifier, context, next) {
  const from = known && folderOf(specifier, context.parentURL);
  if (from === undefined) return next(specifier, context);
  const how = `${context.conditions.includes('require') ? 'require' : 'import'} ${specifier}`;
  const imported = (known[from] ??= {});
  const found = imported[how];
  if (found !== undefined)
    return { url: found.url.replace(/^\.\//, PACKAGES), format: found.format, shortCircuit: true };
  const result = next(specifier, context);
  imported[how] = { url: result.url.replace(PACKAGES, './'), format: result.format ?? undefined };
  isNew = true;
  return result;
}

/** Of a package the folder that imports; of the project, whose folders all find the same packages, none. */
function folderOf(specifier, parent) {
  if (parent?.startsWith(PACKAGES)) return parent.slice(PACKAGES.length, parent.lastIndexOf('/'));
  return parent?.startsWith(root.href) && /^@?[a-z]/.test(specifier) && !specifier.includes(':')
    ? ''
    : undefined;
}

function kept() {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Beside what others have kept meanwhile. */
function keep() {
  if (!isNew) return;
  const all = kept();
  for (const [from, imported] of Object.entries(known)) all[from] = { ...all[from], ...imported };
  mkdirSync(folder, { recursive: true });
  const whole = `${file}.${randomUUID()}`;
  writeFileSync(whole, JSON.stringify(all));
  renameSync(whole, file);
}
