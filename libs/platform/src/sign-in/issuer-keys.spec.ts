import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { IssuerKeys } from './issuer-keys.ts';
import { IssuerFault } from './read-json.ts';

const MINUTE = 60_000;

let jwks: Record<'old' | 'new', JWK>;
beforeAll(async () => {
  const made = async (kid: string): Promise<JWK> => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  };
  jwks = { old: await made('old'), new: await made('new') };
});

let now: number;
let asked: number;
let said: () => readonly JWK[];
let faults: string[];
let keys: IssuerKeys;

beforeEach(() => {
  now = 0;
  asked = 0;
  faults = [];
  said = () => [jwks.old];
  keys = new IssuerKeys({
    ask: async () => {
      asked += 1;
      return { keys: [...said()] };
    },
    failed: ({ kind }) => faults.push(kind),
    now: () => now,
  });
});

const silent = (): never => {
  throw new IssuerFault('UNREACHABLE', 'it does not answer');
};
const find = async (kid: string) => keys.find({ alg: 'ES256', kid }, { payload: '', signature: '' });
const found = { type: 'public' };
const unavailable = { code: 'SIGN_IN_UNAVAILABLE' };
const unknown = { code: 'ERR_JWKS_NO_MATCHING_KEY' };

describe('the keys of an issuer', () => {
  beforeEach(() => keys.begin());

  it('are asked for once, however many tokens come', async () => {
    await Promise.all(Array.from({ length: 50 }, () => find('old')));
    now = 9 * MINUTE;
    await find('old');
    expect(asked).toBe(1);
  });

  it('that are new are there with the first token that names one', async () => {
    said = () => [jwks.old, jwks.new];
    now = MINUTE;
    expect(await find('new')).toMatchObject(found);
    expect(asked).toBe(2);
  });

  it('that were taken back are believed for ten minutes at the most', async () => {
    said = () => [jwks.new];
    now = 10 * MINUTE + 1;
    await expect(find('old')).rejects.toMatchObject(unknown);
  });

  it('are not asked for twice in half a minute, whatever keys tokens name', async () => {
    now = MINUTE;
    for (let n = 0; n < 20; n++) await expect(find(`guess-${n}`)).rejects.toMatchObject(unknown);
    expect(asked).toBe(2);
  });

  it('are asked for once by tokens that come at once', async () => {
    said = () => [jwks.new];
    now = MINUTE;
    const both = await Promise.all(['new', 'new', 'new'].map(async (kid) => find(kid)));
    expect(both).toHaveLength(3);
    expect(asked).toBe(2);
  });
});

describe('while an issuer does not answer', () => {
  beforeEach(async () => {
    await keys.begin();
    said = silent;
  });

  it('the keys that were kept are good for an hour, and no longer', async () => {
    now = 60 * MINUTE;
    expect(await find('old')).toMatchObject(found);
    expect(faults).toEqual(['UNREACHABLE']);
    now = 60 * MINUTE + 1;
    await expect(find('old')).rejects.toMatchObject(unavailable);
  });

  it('a key that was never seen is not said to be wrong, but that nobody can be asked', async () => {
    now = MINUTE;
    await expect(find('new')).rejects.toMatchObject(unavailable);
  });

  it('it is asked again after half a minute, and believed again at once', async () => {
    now = 61 * MINUTE;
    await expect(find('old')).rejects.toMatchObject(unavailable);
    said = () => [jwks.old];
    await expect(find('old')).rejects.toMatchObject(unavailable);
    now += MINUTE / 2;
    expect(await find('old')).toMatchObject(found);
  });
});

describe('at the start', () => {
  it('an issuer that does not answer is waited for', async () => {
    said = silent;
    await keys.begin();
    await expect(find('old')).rejects.toMatchObject(unavailable);
    said = () => [jwks.old];
    now = MINUTE;
    expect(await find('old')).toMatchObject(found);
  });

  it('an issuer that is not to be trusted is told by name', async () => {
    said = () => {
      throw new IssuerFault('UNTRUSTED', 'it names another issuer');
    };
    await expect(keys.begin()).rejects.toThrow('it names another issuer');
  });

  it('an issuer that begins to mislead later brings no new keys', async () => {
    await keys.begin();
    said = () => {
      throw new IssuerFault('UNTRUSTED', 'it names another issuer');
    };
    now = 11 * MINUTE;
    expect(await find('old')).toMatchObject(found);
    await expect(find('new')).rejects.toMatchObject(unavailable);
    expect(faults).toContain('UNTRUSTED');
  });
});
