import { printedSchema } from './schema/printed-schema.ts';

process.stdout.write(await printedSchema());
