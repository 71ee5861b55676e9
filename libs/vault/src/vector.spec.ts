import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  canonical,
  decodeStoredEvent,
  encodeStoredEvent,
  uuidv5,
  type JsonObject,
  type SealedPart,
  type StoredEvent,
} from '#libs/contracts';
import { leafHash, merkleRoot } from '#libs/ledger';
import { merged, without } from './data.ts';
import { SubjectKeys } from './key-cache.ts';
import {
  checkCommitments,
  openPart,
  placeIn,
  sealValues,
  type Openings,
  type PersonalValue,
} from './sealing.ts';

interface Vector {
  origin: string;
  subjectKeys: Record<string, string>;
  events: {
    document: string;
    leafHash: string;
    command: JsonObject;
    opened: { subject: string; class: SealedPart['class']; opened: Openings }[];
  }[];
  rootOfThree: string;
}

const folder = new URL('../../../test/vectors/stored-event/', import.meta.url);
const vector = JSON.parse(readFileSync(new URL('vector.json', folder), 'utf8')) as Vector;
const keys = new Map(
  Object.entries(vector.subjectKeys).map(([subject, key]) => [
    subject,
    new SubjectKeys(Buffer.from(key, 'hex')),
  ]),
);

describe('the stored form, byte for byte', () => {
  const cases = vector.events.map((each) => ({
    ...each,
    event: decodeStoredEvent(Buffer.from(each.document, 'utf8')),
  }));

  it('has three events', () => {
    expect(cases).toHaveLength(3);
  });

  describe.each(cases)('$event.type', ({ document, leafHash: leaf, command, opened, event }) => {
    const place = placeIn(vector.origin, event);

    it('is written as the very document', () => {
      expect(Buffer.from(encodeStoredEvent(event)).toString('utf8')).toBe(document);
    });

    it('has the leaf hash', () => {
      expect(Buffer.from(leafHash(Buffer.from(document, 'utf8'))).toString('hex')).toBe(leaf);
    });

    it('has the id of its command, stream and place in the append', () => {
      expect(event.id).toBe(uuidv5(event.commandId, `${event.stream}/0`));
    });

    it('seals to the same commitments and blobs with the same salts and nonces', () => {
      const sealed = sealValues(valuesOf(opened), place, {
        keyOf: (subject, dataClass) => keysOf(subject).ofClass(dataClass),
        random: drawnBefore(event, opened),
      });
      expect(sealed).toEqual(event.sealed);
    });

    it('leaves the same data in the clear', () => {
      const whole = wholeOf(event, opened);
      expect(without(whole, new Set(valuesOf(opened).map(({ pointer }) => pointer)))).toEqual(event.data);
    });

    it('opens to what was written, and every commitment holds', () => {
      const openings = event.sealed.map((part) => {
        const found = openPart(part, place, keysOf(part.subject).ofClass(part.class));
        checkCommitments(part, found, place);
        return { subject: part.subject, class: part.class, opened: found };
      });
      expect(openings).toEqual(opened);
    });

    it('has the digest of its command under the key of its first subject', () => {
      expect(keysOf(event.subjects[0]).digest(canonical(command))).toBe(event.commandDigest);
    });
  });

  it('has the root over the three', () => {
    const leaves = vector.events.map(({ document }) => leafHash(Buffer.from(document, 'utf8')));
    expect(Buffer.from(merkleRoot(leaves)).toString('hex')).toBe(vector.rootOfThree);
  });
});

function keysOf(subject: string | undefined): SubjectKeys {
  const found = keys.get(subject ?? '');
  if (!found) throw new Error('the vector has no such subject');
  return found;
}

function valuesOf(opened: Vector['events'][number]['opened']): PersonalValue[] {
  return opened.flatMap((part) =>
    Object.entries(part.opened).map(([pointer, [, value]]) => ({
      pointer,
      value,
      subject: part.subject,
      class: part.class,
    })),
  );
}

function wholeOf(event: StoredEvent, opened: Vector['events'][number]['opened']): JsonObject {
  return merged(
    event.data,
    valuesOf(opened).map(({ pointer, value }) => [pointer, value]),
  );
}

/** What each part's nonce and salts were, one draw a part. */
function drawnBefore(event: StoredEvent, opened: Vector['events'][number]['opened']) {
  const draws = event.sealed.map((part, index) => {
    const nonce = Buffer.from(part.blob, 'base64url').subarray(0, 12);
    const salts = Object.values(opened[index]?.opened ?? {}).map(([salt]) => Buffer.from(salt, 'base64url'));
    return Buffer.concat([nonce, ...salts]);
  });
  return (size: number) => {
    const draw = draws.shift();
    if (draw?.length !== size) throw new Error('an unexpected draw');
    return draw;
  };
}
