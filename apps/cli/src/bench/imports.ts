import { join } from 'node:path';
import { Readable } from 'node:stream';
import { personas } from '#libs/access';
import { importRequests, openRecord, readSettings } from '#libs/service';
import type { Figure } from './figure.ts';
import { requestsFile } from './requests-file.ts';
import { Stopwatch } from './timed.ts';

/** A file of requests, checked, matched and written to a record that was empty before. */
export async function imports(folder: string, requests: number): Promise<Figure[]> {
  const settings = readSettings({
    FHR_DATA: join(folder, 'imported'),
    FHR_FAMILIES: '0',
    FHR_CLOCK: '2026-11-02T08:00:00Z',
  });
  const file = requestsFile(requests);
  const record = await openRecord(settings);
  try {
    const before = await record.store.head();
    const watch = new Stopwatch();
    const { imported } = await watch.time(() =>
      importRequests({ record, principal: personas.coordinator, csv: Readable.from([file]), door: 'CLI' }),
    );
    const { p50, core } = watch.timed();
    const seconds = p50 / 1000;
    if (imported !== requests) throw new Error(`${imported} requests of ${requests} were taken`);
    const events = (await record.store.head()) - before;
    return [
      {
        name: `import of ${requests.toLocaleString('en-GB')} requests`,
        value: requests / seconds,
        unit: '/s',
        core: core / requests,
        against: 'at least 500/s: 10,000 in under 20 s',
      },
      { name: 'the same, by events', value: events / seconds, unit: 'events/s', core: core / events },
    ];
  } finally {
    await record.close();
  }
}
