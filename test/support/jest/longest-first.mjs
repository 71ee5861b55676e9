import Sequencer from '@jest/test-sequencer';

/** What runs for half a minute and more: begun last, it would run on alone while the other worker has nothing to do. */
const LONGEST = [
  'test/histories/',
  'test/abuse/command-line',
  'door/shape-table',
  'service/src/ledger/bundle',
  'test/e2e/store-copy',
  'event-store/src/eventstoredb.int',
  'test/e2e/eventstoredb.e2e',
  'service/src/county/seed-county',
  'read-models/src/histories',
  'test/e2e/backup',
  'test/e2e/stopping',
  'test/e2e/production',
  'test/e2e/reads-and-kills',
  'event-store/src/event-store-worker',
  'event-store/src/kill',
];

/** On a machine that has run them before jest itself knows how long each took; on a new one it does not. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => LONGEST.findIndex((name) => path.includes(name)) + 1 || Infinity;
    return super.sort(tests).sort((one, other) => Math.sign(place(one) - place(other)) || 0);
  }
}
