import { describe, expect, it } from '@jest/globals';
import { decodeStoredEvent, encodeStoredEvent, type StoredEvent } from './stored-event.ts';

const event: StoredEvent = {
  format: 1,
  id: 'f07d892f-cd39-5b39-ae1c-8a83a1cc0492',
  stream: 'family-7d2k9m4q8x1c5v3b6n0z2a7f4h',
  revision: 5,
  type: 'RequestLinkedToFamily',
  version: 1,
  recordedAt: '2026-03-20T08:02:45.900Z',
  occurredAt: { precision: 'MONTH', value: '2026-03' },
  actor: { user: 'u-6025d18f', role: 'COORDINATOR', agency: 'organisation-hcc' },
  authority: '919',
  source: 'UI',
  sensitivity: 'STANDARD',
  commandId: '7c58785f-cdd8-5381-b000-f40f076fe309',
  correlationId: '7c58785f-cdd8-5381-b000-f40f076fe309',
  causationId: '7c58785f-cdd8-5381-b000-f40f076fe309',
  commandDigest: 'A'.repeat(43),
  subjects: [],
  families: [],
  codeSets: {},
  data: { note: 'Zoë\n“fine”' },
  sealed: [],
};

describe('the stored event', () => {
  it('is read as it was written, and written again to the same bytes', () => {
    const bytes = encodeStoredEvent(event);
    expect(decodeStoredEvent(bytes)).toEqual(event);
    expect(encodeStoredEvent(decodeStoredEvent(bytes))).toEqual(bytes);
  });

  it('is read from a part of a larger piece of memory', () => {
    const bytes = encodeStoredEvent(event);
    const larger = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);
    expect(decodeStoredEvent(larger.subarray(6, 6 + bytes.length))).toEqual(event);
  });

  it('leaves out what is absent, and says the empty parts', () => {
    const text = Buffer.from(encodeStoredEvent(event)).toString('utf8');
    expect(text).not.toContain('lateReason');
    expect(text).not.toContain('factsAt');
    for (const part of ['"subjects":[]', '"families":[]', '"codeSets":{}', '"sealed":[]'])
      expect(text).toContain(part);
  });

  it('of a format that this reader does not know is refused, never guessed at', () => {
    const later = Buffer.from(JSON.stringify({ ...event, format: 2 }));
    expect(() => decodeStoredEvent(later)).toThrow('unknown format 2');
    expect(() => decodeStoredEvent(Buffer.from('{'))).toThrow();
  });
});
