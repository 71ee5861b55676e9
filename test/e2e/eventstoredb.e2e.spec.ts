import { expect, it } from '@jest/globals';
import { standIns } from '../support/databases.ts';
import { recordOnEventStoreDB } from '../support/record-on-eventstoredb.ts';

recordOnEventStoreDB('a record on EventStoreDB', standIns, (on) => {
  it('stops a node, in a line, whose database was restored without its tail', async () => {
    on.databases[0].log.loseTail(2);
    await on.service.ended();
    expect(on.service.printed).toMatch(/Stopped: .*restored without its tail/);
  });
});
