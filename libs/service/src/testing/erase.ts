// Carries out the erasures that are due in a data folder, and ends; or is killed by itself as soon as a step is done.
import { openRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';

const [folder = '', last = ''] = process.argv.slice(2);

const record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), {
  erasing: {
    done: (step) => {
      if (step === last) process.kill(process.pid, 'SIGKILL');
    },
  },
});
await record.erasures.look();
await record.close();
