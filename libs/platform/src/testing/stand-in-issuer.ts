import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** An issuer on this machine, that signs what it is told to and can be made to mislead. */
export class StandInIssuer implements AsyncDisposable {
  readonly algorithm: 'RS256' | 'ES256';
  readonly #server: Server;
  readonly #path: string;
  #keys: Keys;
  #kid = 'k1';
  /** What it says of itself. */
  discovery: Record<string, unknown> = {};
  /** Answers in its place. */
  instead: Answering | undefined;

  private constructor(path: string, algorithm: 'RS256' | 'ES256', keys: Keys) {
    this.#path = path;
    this.algorithm = algorithm;
    this.#keys = keys;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(path = '', algorithm: 'RS256' | 'ES256' = 'RS256'): Promise<StandInIssuer> {
    const issuer = new StandInIssuer(path, algorithm, await keysFor(algorithm));
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    issuer.discovery = { issuer: issuer.name, jwks_uri: `${issuer.origin}/keys` };
    return issuer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What its tokens say in `iss`. */
  get name(): string {
    return `${this.origin}${this.#path}`;
  }

  /** Signs with a new key from now on; the old one is taken back. */
  async changeKeys(kid: string): Promise<void> {
    this.#keys = await keysFor(this.algorithm);
    this.#kid = kid;
  }

  async publicKey(): Promise<JWK> {
    return { ...(await exportJWK(this.#keys.publicKey)), kid: this.#kid, alg: this.algorithm, use: 'sig' };
  }

  /** A token that says this, for five minutes from now unless it says otherwise. */
  sign(claims: JWTPayload, header: object = { typ: 'JWT' }): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: this.name, iat: now, nbf: now, exp: now + 300, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: this.algorithm, kid: this.#kid, ...header })
      .sign(this.#keys.privateKey);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.instead !== undefined) return this.instead(request, response);
    const asked = request.url ?? '';
    const answers: Record<string, unknown> = {
      [`${this.#path}/.well-known/openid-configuration`]: this.discovery,
      '/keys': { keys: [await this.publicKey()] },
    };
    response.setHeader('content-type', 'application/json');
    if (answers[asked] === undefined) response.statusCode = 404;
    response.end(JSON.stringify(answers[asked] ?? {}));
  }
}

function keysFor(algorithm: string): Promise<Keys> {
  return generateKeyPair(algorithm, { extractable: true });
}
