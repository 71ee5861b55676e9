import { describe, it } from '@jest/globals';
import type { LedgerCommand, LedgerEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { ledger } from './ledger.ts';

const root = Buffer.alloc(32, 1).toString('base64');
const noted: LedgerEvent = { type: 'LedgerHeads', data: { size: 12, root } };

function note(size: number, of = root): LedgerCommand {
  return { type: 'NoteLedgerHeads', data: { size, root: of } };
}

describe('how the streams of a log end', () => {
  it('is noted, and again when the log has grown', () => {
    given(ledger).when(note(12)).then(noted);
    given(ledger, noted)
      .when(note(13))
      .then({ type: 'LedgerHeads', data: { size: 13, root } });
  });
  it('is not noted again where it is noted', () => {
    given(ledger, noted).when(note(12)).then();
  });
  it('refuses an earlier size, and another root for the same one', () => {
    given(ledger, noted).when(note(11)).refuses('INVALID_INPUT', { field: 'size' });
    given(ledger, noted)
      .when(note(12, Buffer.alloc(32, 2).toString('base64')))
      .refuses('INVALID_INPUT', { field: 'size' });
  });
  it('refuses what is no root', () => {
    given(ledger).when(note(12, 'AAAA')).refuses('INVALID_INPUT', { field: 'root' });
  });
});
