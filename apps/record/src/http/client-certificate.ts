import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SentRequest } from './identifying.ts';

/** What ends TLS before this service. */
export interface Proxy {
  /** Where it calls from. */
  readonly addresses: readonly string[];
  /** The header, in lower case, in which it hands on a caller's certificate. */
  readonly certificateHeader: string;
}

/**
 * The SHA-256, base64url, of the certificate that a caller has shown (RFC 8705): to this service, or to the proxy that
 * the request came by. A header that anybody else sends is not looked at.
 */
export function certificateReader(proxy: Proxy | undefined): (request: SentRequest) => string | undefined {
  const isProxy = addressesOf(proxy?.addresses ?? []);
  return ({ headers, socket }) => {
    const der =
      proxy !== undefined && isProxy(socket.remoteAddress)
        ? certificateIn(headers[proxy.certificateHeader])
        : certificateOf(socket);
    return der && createHash('sha256').update(der).digest('base64url');
  };
}

function addressesOf(addresses: readonly string[]): (address: string | undefined) => boolean {
  const listed = new BlockList();
  for (const address of addresses) listed.addAddress(address, familyOf(address));
  return (address) => address !== undefined && listed.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

function certificateOf(socket: IncomingMessage['socket']): Uint8Array | undefined {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
}

/** As RFC 9440 writes it, or as PEM with its URL escapes; undefined where it is neither, or more than one. */
function certificateIn(header: string | string[] | undefined): Uint8Array | undefined {
  if (typeof header !== 'string') return undefined;
  const [, base64] = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header.trim()) ?? [];
  try {
    const given = base64 === undefined ? decodeURIComponent(header) : Buffer.from(base64, 'base64');
    return new X509Certificate(given).raw;
  } catch {
    return undefined;
  }
}
