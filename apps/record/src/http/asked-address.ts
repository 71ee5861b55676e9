import type { SentRequest } from './identifying.ts';

const OWN_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/**
 * The address that a caller asked, without query, as a proof must name it (RFC 9449). What a caller says is the host is
 * believed of this machine's own names only; else it is the address by which the settings say that the service is reached.
 */
export function addressReader(address: string | undefined): (request: SentRequest) => string | undefined {
  return ({ headers, url = '', originalUrl = url }) => {
    const host = hostIn(headers);
    const base = address ?? (OWN_MACHINE.test(host) ? `http://${host}` : undefined);
    return base && new URL(originalUrl.split('?', 1)[0] ?? '', base).href;
  };
}

/** HTTP/2 has it under a name of its own. */
function hostIn(headers: SentRequest['headers']): string {
  return headers.host ?? String(headers[':authority'] ?? '');
}
