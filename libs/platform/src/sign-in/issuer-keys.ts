import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Rejected } from '#libs/contracts';
import { z } from 'zod';
import { IssuerFault, readJson, type AddressRule } from './read-json.ts';

/** Keys are asked for anew after so long: one that was taken back is believed no longer than this. */
const FRESH_MS = 10 * 60_000;
/** While their issuer does not answer they are good for so long. */
const LASTING_MS = 60 * 60_000;
/** So long it is left alone after it was asked. */
const PAUSE_MS = 30_000;

export interface KeysAsked {
  /** Asks for all keys; throws `IssuerFault`. */
  readonly ask: () => Promise<JSONWebKeySet>;
  /** Told of each time the issuer was not heard. */
  readonly failed: (fault: IssuerFault) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * The keys of an issuer: one set, kept whole for ten minutes, asked for anew where a token names a key that is not in it,
 * and at most twice a minute. While the issuer does not answer, those that were kept are good for an hour; after it, and
 * for a key that was never seen, SIGN_IN_UNAVAILABLE.
 */
export class IssuerKeys {
  readonly #ask: KeysAsked['ask'];
  readonly #failed: KeysAsked['failed'];
  readonly #now: () => number;
  #kept: { readonly find: JWTVerifyGetKey; readonly since: number } | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #isSilent = false;

  constructor({ ask, failed, now = Date.now }: KeysAsked) {
    this.#ask = ask;
    this.#failed = failed;
    this.#now = now;
  }

  /** Asks once, now. Throws the fault of an issuer that is not to be trusted; one that does not answer is asked again later. */
  async begin(): Promise<void> {
    this.#askedAt = this.#now();
    try {
      await this.#take();
    } catch (reason) {
      if (faultOf(reason).kind === 'UNTRUSTED') throw reason;
      this.#silent(reason);
    }
  }

  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.#age() > FRESH_MS) await this.#again();
    const find = this.#held();
    try {
      return await find(header, token);
    } catch (reason) {
      if (!(reason instanceof errors.JWKSNoMatchingKey)) throw reason;
      await this.#again();
      if (this.#isSilent) throw unavailable();
      return this.#held()(header, token);
    }
  };

  #held(): JWTVerifyGetKey {
    if (this.#kept === undefined || this.#age() > LASTING_MS) throw unavailable();
    return this.#kept.find;
  }

  #age(): number {
    return this.#kept === undefined ? Number.POSITIVE_INFINITY : this.#now() - this.#kept.since;
  }

  async #again(): Promise<void> {
    if (this.#asking === undefined && this.#now() - this.#askedAt < PAUSE_MS) return;
    this.#asking ??= this.#askAgain();
    await this.#asking;
  }

  async #askAgain(): Promise<void> {
    this.#askedAt = this.#now();
    try {
      await this.#take();
    } catch (reason) {
      this.#silent(reason);
    } finally {
      this.#asking = undefined;
    }
  }

  async #take(): Promise<void> {
    const find = createLocalJWKSet(await this.#ask());
    this.#kept = { find, since: this.#now() };
    this.#isSilent = false;
  }

  #silent(reason: unknown): void {
    this.#isSilent = true;
    this.#failed(faultOf(reason));
  }
}

function faultOf(reason: unknown): IssuerFault {
  return reason instanceof IssuerFault
    ? reason
    : new IssuerFault('UNREACHABLE', 'what it answered is no set of keys');
}

function unavailable(): Rejected {
  return new Rejected('SIGN_IN_UNAVAILABLE');
}

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(100),
});

/** Where an issuer is asked, and how far it is believed. */
export interface AskedIssuer {
  readonly issuer: string;
  /** Said by whoever runs this service: it is not asked where its keys are. */
  readonly jwksUri?: string | undefined;
  readonly isAllowed: AddressRule;
  /** Whether it may only be talked to over https. */
  readonly onlyTls: boolean;
}

/** All keys of an issuer, at the address given, or where its own discovery document says. Throws `IssuerFault`. */
export async function keysOf({ issuer, jwksUri, isAllowed, onlyTls }: AskedIssuer): Promise<JSONWebKeySet> {
  const uri = new URL(jwksUri ?? (await keysAddress({ issuer, isAllowed, onlyTls })));
  const parsed = keySet.safeParse(await readJson(uri, isAllowed));
  if (!parsed.success) throw new IssuerFault('UNREACHABLE', `${uri.href} is no set of keys`);
  return parsed.data;
}

async function keysAddress({ issuer, isAllowed, onlyTls }: AskedIssuer): Promise<string> {
  const address = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const parsed = discovered.safeParse(await readJson(address, isAllowed));
  if (!parsed.success) throw new IssuerFault('UNTRUSTED', `${address.href} names no issuer and its keys`);
  const said = parsed.data;
  if (said.issuer !== issuer) throw new IssuerFault('UNTRUSTED', `it names another issuer, ${said.issuer}`);
  const uri = new URL(said.jwks_uri);
  if (uri.protocol !== 'https:' && (onlyTls || uri.protocol !== 'http:'))
    throw new IssuerFault('UNTRUSTED', 'it has its keys where there is no TLS');
  if (uri.username !== '' || uri.password !== '')
    throw new IssuerFault('UNTRUSTED', 'it has credentials in the address of its keys');
  return said.jwks_uri;
}
