import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { Rejected } from '#libs/contracts';

/**
 * How the service answers over TLS with these PEM files. It asks every caller for a certificate and takes any: which one
 * it must be is said by a token. SETTINGS_REFUSED where the files are no certificate and its key.
 */
export function readTls(files: { readonly certificate: string; readonly key: string }): ServerOptions {
  try {
    const cert = readFileSync(files.certificate);
    const key = readFileSync(files.key);
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      return { cert, key, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false };
  } catch {
    // Refused like a certificate with another's key.
  }
  throw new Rejected('SETTINGS_REFUSED', {
    reason: 'FHR_TLS_CERTIFICATE: it and FHR_TLS_KEY are not the PEM files of a certificate and its key.',
  });
}
