// For programs that a test starts from the sources: what holds decorators is more than Node strips. What was transformed
// once is kept, by its text, since a test starts the same program again and again.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const OPTIONS = {
  swcrc: false,
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

registerHooks({
  load(url, context, next) {
    if (!/\.ts$/.test(url)) return next(url, context);
    return {
      format: 'module',
      source: transformed(readFileSync(fileURLToPath(url), 'utf8')),
      shortCircuit: true,
    };
  },
});

function transformed(source) {
  const file = join(kept, `${createHash('sha256').update(salt).update(source).digest('hex')}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, OPTIONS);
    const whole = `${file}.${randomUUID()}`;
    writeFileSync(whole, code);
    renameSync(whole, file);
    return code;
  }
}
