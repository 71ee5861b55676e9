import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { done, root, succeeds } from './run.ts';

type Tally = { passed: number; failed: number; skipped: number };
type Gate = { name: string; run: () => Tally | Promise<Tally> };

process.chdir(root);

const asOne = (passed: boolean): Tally => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });

/** Runs beside others: says all that its commands printed when they have ended. */
const command = (name: string, ...lines: string[]): Gate => ({
  name,
  run: async () => {
    let hasPassed = true;
    let printed = '';
    for (const line of lines) {
      if (!hasPassed) break;
      const result = await done(line);
      hasPassed = result.succeeded;
      printed += result.printed;
    }
    if (printed !== '') console.log(printed.trimEnd());
    return asOne(hasPassed);
  },
});

function readTally(file: string): Tally {
  const result = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return {
    passed: result['numPassedTests'] ?? 0,
    failed: (result['numFailedTests'] ?? 0) + (result['numRuntimeErrorTestSuites'] ?? 0),
    skipped: (result['numPendingTests'] ?? 0) + (result['numTodoTests'] ?? 0),
  };
}

const jest = (name: string, project: string): Gate => ({
  name,
  run: () => {
    const file = `.cache/${project}.json`;
    rmSync(file, { force: true });
    const passed = succeeds(
      `npm run -s jest -- --selectProjects ${project} --json --outputFile=${file}`,
      'stderr',
    );
    const tally = existsSync(file) ? readTally(file) : asOne(passed);
    return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  },
});

const baselines = globSync('proto/baselines/*.binpb').map((image) => `buf breaking proto --against ${image}`);

/** One step after the other; the gates of a step side by side, those first that take longest. */
const steps: Gate[][] = [
  [command('generate', 'buf lint proto', ...baselines, 'node tools/generate.ts')],
  [
    command('lint', 'eslint .'),
    command('types', 'tsc'),
    command('format', 'prettier --check --log-level warn --cache --cache-location .cache/prettier .'),
    command('build and start', 'node tools/build.ts', 'node tools/start-once.ts'),
    command('boundaries', 'depcruise --config .dependency-cruiser.mjs apps libs test tools'),
  ],
  [jest('unit', 'unit')],
  [jest('integration', 'integration')],
  [jest('end to end', 'e2e')],
];
/** Linting and types take a gigabyte or three each: no more than two at once. */
const AT_ONCE = Math.min(2, availableParallelism());

mkdirSync('.cache', { recursive: true });
const wanted = process.argv.slice(2);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };

async function pass(gate: Gate): Promise<void> {
  const started = performance.now();
  const tally = await gate.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
  console.log(`   ${gate.name}: ${tally.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
}

for (const step of steps) {
  const waiting = step.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (waiting.length > 0) console.log(`── ${waiting.map(({ name }) => name).join(', ')}`);
  const passOn = async (): Promise<void> => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) await pass(gate);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, passOn));
  if (total.failed > 0) break;
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
