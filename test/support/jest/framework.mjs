// Runs a file of tests with jest's own circus, but loads it, and all that it imports, as Node does: a worker then loads and
// compiles the packages, the libs and the apps once, not once for each file. See docs/decisions/2026-11-27-fast-tests.md.
import runCircus from 'jest-circus/runner';
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import '../seed.mjs';
import { sourceMaps } from '../transformed.mjs';
import { give } from './globals.mjs';

const require = createRequire(import.meta.url);
const GLOBALS = new URL('globals.mjs', import.meta.url).href;
const GIVEN = require.resolve('./given.cjs');
const OF_CIRCUS = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS']);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context),
});

export default async function framework(globalConfig, config, environment, runtime, file, send) {
  if (globalConfig.watch || globalConfig.watchAll)
    throw new Error('A file is loaded once: run it again, instead of --watch.');
  const loader = {
    // Circus keeps what it is told of the tests of one file: another one for each file.
    requireInternalModule(path) {
      delete require.cache[path];
      return require(path);
    },
    requireModule: require,
    unstable_shouldLoadAsEsm: () => true,
    async unstable_importModule(path) {
      await import(pathToFileURL(path).href);
      for (const [url, map] of sourceMaps) runtime.getSourceMaps().set(url, map);
    },
    setGlobalsForRuntime(globals) {
      runtime.setGlobalsForRuntime(globals);
      give(runtime.requireModule(GIVEN));
    },
    enterTestCode: () => runtime.enterTestCode(),
    leaveTestCode: () => runtime.leaveTestCode(),
  };
  try {
    return await runCircus.default(globalConfig, config, environment, loader, file, send);
  } finally {
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (OF_CIRCUS.has(symbol.description)) delete globalThis[symbol];
  }
}
