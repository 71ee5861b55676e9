import { must, root } from './run.ts';
import { unlessUnchanged } from './inputs.ts';

process.chdir(root);

const isGenerated = (path: string): boolean => /[\\/]generated[\\/]/.test(path);
const isSource = (path: string): boolean => /^(proto|tools|package-lock\.json)/.test(path);

unlessUnchanged(
  '.cache/generated',
  ['proto', 'tools', 'package-lock.json', 'apps', 'libs'],
  (path) => isSource(path) || isGenerated(path),
  () => {
    must('buf generate proto --template proto/buf.gen.yaml');
    must('buf generate proto --path proto/familyhelp/feed --template proto/buf.feed.gen.yaml');
  },
);
