import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { decodeStoredEvent, type JsonObject, type StoredEvent } from '#libs/contracts';
import { Vault, type KeyStore } from '#libs/vault';

/** One frozen example of an event as it was stored, and what it opened to on that day. */
export interface Golden {
  readonly file: string;
  readonly document: string;
  readonly event: StoredEvent;
  readonly opened: JsonObject;
}

export const goldenFolder = new URL('../../proto/golden/', import.meta.url);
export const goldenName = /^([A-Za-z]+)@v(\d+)(?:-\d+)?\.json$/;

/** Every subject's key is a hash of its id: nothing of these examples is anybody's. */
const keys: KeyStore = {
  getOrCreate: async (subjects) => new Map(subjects.map((subject) => [subject, hashOf(`key of ${subject}`)])),
  find: (subjects) => keys.getOrCreate(subjects),
  named: async (name) => hashOf(`key for ${name}`),
  destroyed: async () => [],
  unknown: async () => [],
  knownUpTo: async () => -1,
  setKnownUpTo: async () => undefined,
  destroy: async () => undefined,
  close: async () => undefined,
};

/** The vault under whose fixed test keys the examples are sealed; salts and nonces follow from the seed. */
export function goldenVault(seed = ''): Promise<Vault> {
  let drawn = 0;
  const random = (size: number): Uint8Array =>
    createHash('shake256', { outputLength: size }).update(`${seed} ${drawn++}`).digest();
  return Vault.open({ origin: 'example.org/family-help', keys, random });
}

export function readGolden(): Golden[] {
  return readdirSync(goldenFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, goldenFolder), 'utf8');
      const { document, opened } = JSON.parse(text) as { document: string; opened: JsonObject };
      return { file, document, event: decodeStoredEvent(Buffer.from(document, 'utf8')), opened };
    });
}

function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
