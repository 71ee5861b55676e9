import { describe, expect, it } from '@jest/globals';
import type { CommandOf, ErasureCommand, ErasureEvent } from '#libs/contracts';
import { decided, found, hold, ofToday, proposed, reviewed } from '../testing/erasing.ts';
import { named } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { erasure } from './erasure.ts';

const about = { erasure: 'erasure-1' };
const begin: ErasureCommand = { type: 'BeginErasure', data: about };
const begun = (...subjects: string[]): ErasureEvent => ({ type: 'ErasureBegun', data: { subjects } });
const halted = (reason: string, becauseOf?: string): ErasureEvent => ({
  type: 'ErasureHalted',
  data: { reason, persons: ['ava'], ...(becauseOf !== undefined && { becauseOf }) },
});
const recordKeys: ErasureCommand = { type: 'RecordKeysDestroyed', data: about };
const gone = (subject: string): ErasureEvent => ({ type: 'SubjectKeyDestroyed', data: { subject } });
const recordPurge = (node: string): ErasureCommand => ({
  type: 'RecordModelsPurged',
  data: { ...about, node },
});
const purged = (node: string): ErasureEvent => ({ type: 'ReadModelsPurged', data: { node } });
const copy = {
  kind: 'DISCLOSURE',
  entry: '7c58785f-cdd8-5381-b000-f40f076fe309',
  at: '2020-03-10',
  precision: 'DATE',
};
type Certifying = Pick<CommandOf<'CertifyErasure'>['data'], 'copies' | 'nodes'>;
const certify = (copies?: Certifying['copies'], nodes?: Certifying['nodes']): ErasureCommand => ({
  type: 'CertifyErasure',
  data: { ...about, ...(copies && { copies }), ...(nodes && { nodes }) },
});
const certified: ErasureEvent = { type: 'ErasureCertified', data: { copies: [copy] } };
const notify = (entry = copy.entry): ErasureCommand => ({
  type: 'NotifyCopyHolder',
  data: { ...about, copy: entry, how: 'LETTER' },
});
const notified: ErasureEvent = {
  type: 'CopyHolderNotified',
  data: { copy: copy.entry, how: 'LETTER', notifiedBy: 'user-1' },
};

const theDay = { recordedAt: '2026-07-17T08:00:00.000Z' };
const ava = found({ ava: {} });
const due = given(erasure, proposed(), decided());
const going = given(erasure, proposed(), decided(), begun('ava', 'ben'));
const destroyed = given(erasure, proposed(), decided(), begun('ava'), gone('ava'));
const done = given(erasure, proposed(), decided(), begun('ava'), gone('ava'), purged('node-1'), certified);

describe('beginning an erasure', () => {
  it('waits for the day, and names whose keys go, its own among them', () => {
    due.when(begin, { recordedAt: '2026-07-16T12:00:00.000Z' }, ava).refuses('ERASURE_NOT_DUE');
    due.when(begin, theDay, ava).then(begun('ava', '1'));
    const more = found({ ava: { subjects: ['ava', 'the-referrer'] } });
    due.when(begin, theDay, more).then(begun('ava', 'the-referrer', '1'));
  });
  it('stands in the history of the families it takes', () => {
    const withFamily = given(
      erasure,
      proposed({ families: ['family-1'] }),
      decided({ families: ['family-1'] }),
    );
    withFamily.when(begin, theDay, found({ ava: {}, 'family-1': { subjects: ['f'] } })).then({
      type: 'ErasureBegun',
      data: { subjects: ['ava', 'f', '1'], families: ['family-1'] },
    });
  });
  it.each([
    ['a legal hold came', found({ ava: {} }, hold({ persons: ['ava'] })), 'LEGAL_HOLD', 'hold-1'],
    ['help was opened', found({ ava: { openHelp: ['family-1'] } }), 'OPEN_HELP', 'family-1'],
    ['a request came', found({ ava: { openRequests: ['request-1'] } }), 'RECORDS_CHANGED', 'request-1'],
    ['a longer rule applies now', found({ ava: { lives: [ofToday] } }), 'RETENTION_RUNS', 'ava'],
    [
      'text came that nobody has read',
      found({ ava: { tied: { persons: [], families: ['family-2'], requests: [] } } }),
      'SHARED_TEXT',
      'family-2',
    ],
    [
      'a record was linked',
      found({ ava: { tied: { persons: ['eva'], families: [], requests: [] } } }),
      'RECORDS_CHANGED',
      undefined,
    ],
    ['another erasure took it', found({ ava: { erased: true } }), 'RECORDS_CHANGED', 'ava'],
  ])('is halted where %s meanwhile, and says what stood in the way', (_, facts, reason, becauseOf) => {
    due.when(begin, theDay, facts).then(halted(reason, becauseOf));
    given(erasure, proposed(), decided(), begun('ava'))
      .when(begin, theDay, facts)
      .then(halted(reason, becauseOf));
  });
  it('goes on where the text was read', () => {
    const tied = { persons: [], families: ['family-1'], requests: [] };
    given(erasure, proposed(), reviewed(), decided())
      .when(begin, theDay, found({ ava: { tied } }))
      .then(begun('ava', '1'));
  });
  it('is judged once more before the first key goes, and not after', () => {
    given(erasure, proposed(), decided(), begun('ava')).when(begin, theDay, ava).then();
    destroyed.when(begin, theDay, found({ ava: { erased: true } })).then();
  });
  it('is of what two people decided', () => {
    given(erasure).when(begin, theDay, ava).refuses('NOT_FOUND');
    given(erasure, proposed()).when(begin, theDay, ava).refuses('ERASURE_NOT_DECIDED');
    given(erasure, proposed(), decided(), halted('LEGAL_HOLD'))
      .when(begin, theDay, ava)
      .refuses('ERASURE_OVER');
    done.when(begin, theDay, ava).refuses('ERASURE_BEGUN');
  });
});

describe('what an erasure leaves behind', () => {
  it('is a tombstone for each key, written once', () => {
    going.when(recordKeys).then(gone('ava'), gone('ben'));
    given(erasure, proposed(), decided(), begun('ava', 'ben'), gone('ava'))
      .when(recordKeys)
      .then(gone('ben'));
    destroyed.when(recordKeys).then();
    const also = ['ava', 'of-a-form'];
    const late: ErasureCommand = { type: 'RecordKeysDestroyed', data: { ...about, also } };
    destroyed.when(late).then(gone('of-a-form'));
    done.when(late).then(gone('of-a-form'));
    due.when(recordKeys).refuses('ERASURE_NOT_DUE');
  });
  it('is what each node purged, after the keys', () => {
    destroyed.when(recordPurge('node-1')).then(purged('node-1'));
    done.when(recordPurge('node-1')).then();
    done.when(recordPurge('node-2')).then(purged('node-2'));
    going.when(recordPurge('node-1')).refuses('KEYS_NOT_DESTROYED');
  });
  it('is a certificate of who had copies, once it is purged', () => {
    const bare = given(erasure, proposed(), decided(), begun('ava'), gone('ava'), purged('node-1'));
    bare.when(certify([copy])).then(certified);
    bare.when(certify()).then({ type: 'ErasureCertified', data: {} });
    destroyed.when(certify()).refuses('MODELS_NOT_PURGED');
    bare.when(certify([copy], ['node-1', 'node-2'])).refuses('MODELS_NOT_PURGED', { node: 'node-2' });
    bare.when(certify([copy], ['node-1'])).then(certified);
    going.when(certify()).refuses('KEYS_NOT_DESTROYED');
    done.when(certify()).then();
  });
});

describe('telling who has a copy', () => {
  it('is of a copy that the certificate names, once', () => {
    done.when(notify()).then(notified);
    done.when(notify('other')).refuses('UNKNOWN_COPY');
    given(
      erasure,
      ...[proposed(), decided(), begun('ava'), gone('ava'), purged('node-1'), certified, notified],
    )
      .when(notify())
      .then();
    expect(erasure.needs(notify(), erasure.initial)).toEqual({ events: [copy.entry] });
  });
  it('may come once it is decided, of anything in the record', () => {
    const events = new Map([
      [copy.entry, named({ stream: 'disclosure-1', type: 'InformationDisclosed', position: 1 })],
    ]);
    due.when(notify(), {}, { events }).then(notified);
    due.when(notify()).refuses('UNKNOWN_COPY');
    given(erasure, proposed()).when(notify(), {}, { events }).refuses('ERASURE_NOT_DECIDED');
  });
});
