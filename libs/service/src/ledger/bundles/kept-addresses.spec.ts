import { describe, expect, it } from '@jest/globals';
import { KeptAddresses } from './kept-addresses.ts';

const kept = new KeptAddresses(new Set(['tom', 'tom-again']), [
  {
    ...{ person: 'mia', type: 'REFUGE', line: '3 Safe Way', postcode: 'SG1 1AB', uprn: '12' },
    confidentialFrom: ['tom'],
  },
  { person: 'eva', type: 'HOME', uprn: '12' },
]);
const part = (fields: Record<string, unknown>, more: object = {}) => ({
  event: { type: 'AddressRecorded', stream: 'person-ben' },
  subject: 'ben',
  openings: Object.fromEntries(
    Object.entries(fields).map(([pointer, value]) => [pointer, ['salt', value]]),
  ) as never,
  ...more,
});

describe('an address that is kept from somebody', () => {
  it('is told by an entry that says from whom, under any record of theirs, and by a correction', () => {
    for (const pointer of ['/confidentialFrom', '/replaced/addressRecorded/confidentialFrom'])
      expect(kept.isToldBy(part({ [pointer]: ['eva', 'tom-again'] }))).toBe(true);
    expect(kept.isToldBy(part({ '/confidentialFrom': ['eva'], '/line': '9 Mill Lane' }))).toBe(false);
  });
  it('is told by the same place under another name, as a form or a correction has it', () => {
    expect(kept.isToldBy(part({ '/line': '3 safe way', '/postcode': 'SG1 1AB' }))).toBe(true);
    expect(kept.isToldBy(part({ '/children/0/addressLine': '3 Safe Way' }))).toBe(true);
    expect(kept.isToldBy(part({ '/replaced/addressRecorded/uprn': '12' }))).toBe(true);
    expect(
      kept.isToldBy(part({ '/children/0/addressLine': '3 Safe Way', '/children/1/postcode': 'X' })),
    ).toBe(true);
    expect(kept.isToldBy(part({ '/line': '4 Safe Way', '/postcode': 'SG1 1AB' }))).toBe(false);
  });
  it('is theirs to know where they live themselves', () => {
    expect(kept.isToldBy(part({ '/line': '3 Safe Way' }, { subject: 'tom' }))).toBe(false);
  });
  it('is told to have ended by whoever lived there, and by nobody else', () => {
    const ended = (stream: string, type: string) =>
      part({ '/type': type, '/to': '2026-05' }, { event: { type: 'AddressEnded', stream } });
    expect(kept.isToldBy(ended('person-mia', 'REFUGE'))).toBe(true);
    expect(kept.isToldBy(ended('person-mia', 'HOME'))).toBe(false);
    expect(kept.isToldBy(ended('person-ben', 'REFUGE'))).toBe(false);
    expect(kept.isToldBy(ended('person-eva', 'HOME'))).toBe(true);
  });
});
