import { unlessUnchanged } from './inputs.ts';
import { must, root } from './run.ts';
import './generate.ts';

process.chdir(root);

unlessUnchanged(
  'dist/.inputs',
  [
    'apps',
    'libs',
    'nest-cli.json',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'tsconfig.build.json',
  ],
  (path) => !/\.spec\.ts$/.test(path),
  () => {
    console.error('Building …');
    must('nest build');
  },
);
