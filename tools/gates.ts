import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { root, succeeds } from './run.ts';

type Tally = { passed: number; failed: number; skipped: number };
type Gate = { name: string; run: () => Tally };

process.chdir(root);

const asOne = (passed: boolean): Tally => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });

const command = (name: string, ...lines: string[]): Gate => ({
  name,
  run: () => asOne(lines.every((line) => succeeds(line))),
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

const gates: Gate[] = [
  command('generate', 'buf lint proto', ...baselines, 'node tools/generate.ts'),
  command('format', 'prettier --check --log-level warn --cache --cache-location .cache/prettier .'),
  command('lint', 'eslint .'),
  command('boundaries', 'depcruise --config .dependency-cruiser.mjs apps libs test tools'),
  command('types', 'tsc'),
  jest('unit', 'unit'),
  jest('integration', 'integration'),
  jest('end to end', 'e2e'),
  command('build and start', 'node tools/build.ts', 'node tools/start-once.ts'),
];

mkdirSync('.cache', { recursive: true });
const wanted = process.argv.slice(2);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };

for (const gate of gates.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`── ${gate.name}`);
  const started = performance.now();
  const tally = gate.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
  console.log(`   ${gate.name}: ${tally.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (tally.failed > 0) break;
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
