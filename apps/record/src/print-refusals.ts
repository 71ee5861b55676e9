import { refusalsPage } from './feed/refusals-page.ts';

process.stdout.write(refusalsPage());
