// Freezes the contracts of a release: `node tools/baseline.ts` before it is tagged. From then on `buf breaking` holds
// every change against this image.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { must, root } from './run.ts';

process.chdir(root);

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const image = `proto/baselines/${version}.binpb`;
if (existsSync(image)) {
  console.error(
    `${image} is there: a release's contracts are frozen once. Raise the version in package.json first.`,
  );
  process.exitCode = 1;
} else {
  mkdirSync('proto/baselines', { recursive: true });
  must(`buf build proto --exclude-source-info -o ${image}`);
  console.log(image);
}
