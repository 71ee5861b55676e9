import { describeOnServer } from '../../libs/event-store/src/testing/eventstoredb/given-server.ts';
import { partsOf } from '../support/databases.ts';
import { recordOnEventStoreDB } from '../support/record-on-eventstoredb.ts';

describeOnServer('a real EventStoreDB', (server) =>
  recordOnEventStoreDB('has a record that', partsOf(server)),
);
