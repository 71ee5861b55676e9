import { describe, expect, it } from '@jest/globals';
import { LEAST_DISK, notReadyBecause, type NotReady, type NodeCondition } from './readiness.ts';

const sound: NodeCondition = {
  position: 12,
  lag: 3,
  unmoved: 60_000,
  unproven: [undefined, 4_000],
  failures: [undefined, undefined],
  isProjectorFailing: false,
  ledgers: [{ head: 15, checkpoint: 'a note' }, { head: -1 }],
  diskFree: LEAST_DISK,
  isStopping: false,
};

describe('a node', () => {
  it('is ready where its journal is fresh, its models near, its ledger signed and its disk not full', () => {
    expect(notReadyBecause(sound)).toEqual([]);
  });

  it.each<[NotReady, string, Partial<NodeCondition>]>([
    ['STOPPING', 'while it stops', { isStopping: true }],
    ['JOURNAL_UNPROVEN', 'cut off from the record’s database', { unproven: [10_001, undefined] }],
    ['JOURNAL_UNPROVEN', 'cut off from the access log’s database', { unproven: [0, Infinity] }],
    ['WRITER_STOPPED', 'whose access log is written no more', { failures: [undefined, 'WRITER_STOPPED'] }],
    [
      'JOURNAL_NOT_FOLLOWED',
      'whose journal takes in nothing',
      { failures: ['JOURNAL_NOT_FOLLOWED', undefined] },
    ],
    ['PROJECTOR_FAILED', 'whose models cannot be written', { isProjectorFailing: true }],
    ['READ_MODELS_BEHIND', 'whose models are built', { position: -1 }],
    ['READ_MODELS_BEHIND', 'whose models are far behind', { lag: 10_001 }],
    ['READ_MODELS_BEHIND', 'whose models are stuck, however near', { lag: 1, unmoved: 60_001 }],
    ['LEDGER_NOT_SIGNED', 'before a checkpoint is shown to be the log’s', { ledgers: [{ head: 0 }] }],
    ['LEDGER_NOT_SIGNED', 'that cannot sign', { ledgers: [{ head: 0, checkpoint: 'c', failure: 'disk' }] }],
    [
      'LEDGER_NOT_SIGNED',
      'whose log says what is not so',
      { ledgers: [{ head: 0, checkpoint: 'c', refused: 'heads' }] },
    ],
    ['DISK_FULL', 'without room on its disk', { diskFree: LEAST_DISK - 1 }],
  ])('is not ready for %s, %s', (reason, _, fault) => {
    expect(notReadyBecause({ ...sound, ...fault })).toEqual([reason]);
  });
});
