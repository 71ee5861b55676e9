// A process that opens the record of a folder, reads of it once, and says what memory that took.
import { openRecord } from '#libs/service';
import { settingsFor } from './grown-log.ts';

const [folder = ''] = process.argv.slice(2);
const record = await openRecord(settingsFor(folder));
record.readers.families.list({}, record.readers.position(), { first: 50 });
process.stdout.write(String(process.memoryUsage.rss()));
await record.close();
