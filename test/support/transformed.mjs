// For tests and the programs that they start from the sources: what holds decorators is more than Node strips. What was
// transformed once is kept, by its text, since the same files are loaded again and again.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolved } from './resolved.mjs';

const require = createRequire(import.meta.url);
const OPTIONS = {
  swcrc: false,
  sourceMaps: true,
  inlineSourcesContent: false,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, verbatimModuleSyntax: true },
  },
  module: { type: 'es6' },
};
const { version } = require('@swc/core/package.json');
const kept = join(import.meta.dirname, '../../.cache/transformed');
const salt = JSON.stringify([version, OPTIONS]);
enableCompileCache(join(kept, '../compiled'));
mkdirSync(kept, { recursive: true });

/** Where the map of each loaded file is. */
export const sourceMaps = new Map();

/** The libs, by the names they go by. */
const named = new Map();

registerHooks({
  // Node would look at each of them on the disk, at the folders above it, and at the packages of those.
  resolve(specifier, context, next) {
    if (/^\.\.?\/.*\.ts$/.test(specifier))
      return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
    if (!specifier.startsWith('#libs/')) return resolved(specifier, context, next);
    let found = named.get(specifier);
    if (found === undefined) named.set(specifier, (found = next(specifier, context)));
    return { ...found, shortCircuit: true };
  },
  load(url, context, next) {
    if (!/\.ts$/.test(url)) return next(url, context);
    return {
      format: 'module',
      source: transformed(url, readFileSync(fileURLToPath(url), 'utf8')),
      shortCircuit: true,
    };
  },
});

function transformed(url, source) {
  const hash = createHash('sha256').update(salt).update(url).update(source).digest('hex');
  const file = join(kept, `${hash}.js`);
  const mapped = `${file}.map`;
  sourceMaps.set(url, mapped);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { code, map } = require('@swc/core').transformSync(source, { ...OPTIONS, filename: url });
    write(mapped, map);
    const whole = `${code}\n//# sourceMappingURL=${pathToFileURL(mapped).href}\n`;
    write(file, whole);
    return whole;
  }
}

function write(file, text) {
  const whole = `${file}.${randomUUID()}`;
  writeFileSync(whole, text);
  renameSync(whole, file);
}
