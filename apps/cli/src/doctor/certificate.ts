import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from '#libs/service';
import { finding, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** How long before its end a certificate is to be renewed. */
const DAYS_LEFT = 30;

/** What is wrong with the certificate under which the service answers, where it ends TLS itself. */
export function certificateFindings({ tls }: Settings, now = Date.now()): Finding[] {
  if (tls === undefined) return [];
  const end = endOf(tls.certificate);
  if (end === undefined)
    return finding(
      'CERTIFICATE_UNREADABLE',
      `${tls.certificate} is no certificate in PEM.`,
      'Name the certificate in FHR_TLS_CERTIFICATE, its key in FHR_TLS_KEY.',
    );
  const days = Math.floor((end - now) / DAY_MS);
  if (days >= DAYS_LEFT) return [];
  return finding(
    'CERTIFICATE_ENDS',
    days < 0 ? `The certificate of the service ended ${-days} days ago.` : `It ends in ${days} days.`,
    'Put the next one in its place, with its key, and restart the service (docs/operations.md).',
  );
}

function endOf(file: string): number | undefined {
  try {
    return Date.parse(new X509Certificate(readFileSync(file)).validTo);
  } catch {
    return undefined;
  }
}
