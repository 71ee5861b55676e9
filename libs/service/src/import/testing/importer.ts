import { personas } from '#libs/access';
import { importRequests } from '../import-requests.ts';
import { recordIn } from './imported.ts';

/** A process of its own that imports a file: says when the record is open, then what the import came to. */
const [, , folder = '', csv = '', clock = ''] = process.argv;
const record = await recordIn(folder, clock, false);
process.stdout.write('open\n');
const report = await importRequests({ record, csv, principal: personas.coordinator, door: 'CLI' });
await record.close();
process.stdout.write(`${JSON.stringify(report)}\n`);
