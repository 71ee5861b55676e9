import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, as PEM files and as texts. */
export interface Certificate {
  readonly files: { readonly certificate: string; readonly key: string };
  readonly cert: string;
  readonly key: string;
  /** SHA-256, base64url, of its bytes: the `x5t#S256` of a token that is bound to it. */
  readonly thumbprint: string;
  /** As a proxy hands it on by RFC 9440. */
  readonly header: string;
}

/** Makes one that is signed by itself, good for this machine's names, in a folder. */
export function makeCertificate(folder: string, name: string): Certificate {
  const files = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const said = ['-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const out = ['-keyout', files.key, '-out', files.certificate];
  execFileSync('openssl', [...asked, ...said, ...out], { stdio: 'ignore' });
  const cert = readFileSync(files.certificate, 'utf8');
  const { raw } = new X509Certificate(cert);
  return {
    files,
    cert,
    key: readFileSync(files.key, 'utf8'),
    thumbprint: createHash('sha256').update(raw).digest('base64url'),
    header: `:${raw.toString('base64')}:`,
  };
}
