import { describe, expect, it } from '@jest/globals';
import { verifiedInWords } from './verified.ts';

const record = {
  ok: true,
  events: 7,
  root: 'cm9vdA==',
  checkpoint: { size: 7, root: 'cm9vdA==' },
  firstBad: null,
  findings: [],
};

describe('what was verified, in words', () => {
  it('says of both logs that they were read', () => {
    const access = { ...record, events: 3 };
    expect(verifiedInWords({ ...record, access })).toBe(
      '7 events, and 3 of the access log, as they were written; signed over 7.\nRoot: cm9vdA==',
    );
  });

  it('says nothing of an access log that was not read, as where one family is verified', () => {
    expect(verifiedInWords({ ...record, checkpoint: null })).toBe(
      '7 events, as they were written; nothing is signed yet.\nRoot: cm9vdA==',
    );
  });

  it('says what is wrong with the access log alone', () => {
    const findings = ['Access log: position 2 is not what was signed.'];
    const access = { ...record, ok: false };
    expect(verifiedInWords({ ...record, ok: false, findings, access })).toBe(
      `Not as it was written.\n${findings[0]}\nRoot: cm9vdA==`,
    );
  });
});
