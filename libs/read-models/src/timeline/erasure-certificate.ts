import type { OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { ofStream } from './pages.ts';
import { tell, type Telling } from './told.ts';

/** What had left the record before an erasure, and who has it. */
export interface CopyHeld {
  readonly kind: string;
  readonly entry: string;
  /** When it left; of a disclosure when it occurred. */
  readonly at: Pick<OccurredAt, 'value'> & { readonly precision: string };
  readonly user: string | null;
  readonly agency: string | null;
  readonly person: string | null;
  /** When whoever has it was told of the erasure: an instant. */
  readonly notifiedAt: string | null;
}

/** What an erasure that has begun destroyed, by whose decision, and who had copies. Nothing of it is personal. */
export interface CertificateAsOf {
  /** Accounts. */
  readonly proposedBy: string;
  readonly approvedBy: string;
  /** The rules of retention that had ended, each with the version of the set: `EARLY_HELP@2026.1`. */
  readonly rules: readonly string[];
  readonly begun: boolean;
  readonly destroyed: readonly { readonly subject: string; readonly position: number; readonly at: string }[];
  readonly purged: readonly { readonly node: string; readonly at: string }[];
  readonly copies: readonly CopyHeld[];
  /** When nothing was left: an instant; null until then. */
  readonly certifiedAt: string | null;
}

interface Draft {
  certificate: CertificateAsOf | undefined;
  readonly notified: Map<string, string>;
}

const telling: Telling<Draft> = {
  ErasureDecided: (draft, { data, codeSets }) => {
    const { proposedBy, approvedBy, kept = [] } = data;
    const rules = kept.map(({ rule }) => `${rule}@${codeSets['retention-rule'] ?? ''}`);
    draft.certificate = {
      ...{ proposedBy, approvedBy, rules: [...new Set(rules)], begun: false },
      ...{ destroyed: [], purged: [], copies: [], certifiedAt: null },
    };
  },
  ErasureBegun: (draft) => change(draft, () => ({ begun: true })),
  SubjectKeyDestroyed: (draft, { data: { subject }, position, recordedAt: at }) =>
    change(draft, ({ destroyed }) => ({ destroyed: [...destroyed, { subject, position, at }] })),
  ReadModelsPurged: (draft, { data: { node }, recordedAt: at }) =>
    change(draft, ({ purged }) => ({ purged: [...purged, { node, at }] })),
  ErasureCertified: (draft, { data: { copies = [] }, recordedAt: certifiedAt }) =>
    change(draft, () => ({
      copies: copies.map(({ kind, entry, at, precision, user = null, agency = null, person = null }) => ({
        ...{ kind, entry, user, agency, person },
        at: { precision, ...(at !== undefined && { value: at }) },
        notifiedAt: null,
      })),
      certifiedAt,
    })),
  CopyHolderNotified: ({ notified }, { data: { copy }, recordedAt }) => notified.set(copy, recordedAt),
};

/** undefined until the erasure has begun. */
export function erasureCertificate(
  tables: Tables,
  erasure: string,
  at: AsOfPoint,
): CertificateAsOf | undefined {
  const draft: Draft = { certificate: undefined, notified: new Map() };
  const { certificate, notified } = tell(tables, { scope: ofStream(erasure, at), at, telling }, draft);
  if (certificate?.begun !== true) return undefined;
  const copies = certificate.copies.map((copy) => ({
    ...copy,
    notifiedAt: notified.get(copy.entry) ?? null,
  }));
  return { ...certificate, copies };
}

function change(draft: Draft, changes: (before: CertificateAsOf) => Partial<CertificateAsOf>): void {
  if (draft.certificate !== undefined)
    draft.certificate = { ...draft.certificate, ...changes(draft.certificate) };
}
