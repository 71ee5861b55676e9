/** Roles of the code set `role`: what a caller is to the record. */
export const roles = [
  'KEYWORKER',
  'COORDINATOR',
  'PANEL_CHAIR',
  'PARTNER',
  'SOCIAL_WORKER',
  'MANAGER',
  'AUDITOR',
  'QUALITY',
  'PRIVACY_OFFICER',
  'ADMINISTRATOR',
  'SYSTEM',
] as const;

export type Role = (typeof roles)[number];

/** What a record is opened for; said by the caller with every read. */
export const purposes = [
  'FAMILY_HELP',
  'SAFEGUARDING',
  'AUDIT',
  'QUALITY',
  'SUBJECT_ACCESS',
  'COMMISSIONING',
  'OPERATIONS',
] as const;

export type Purpose = (typeof purposes)[number];

/**
 * What a record may be read for while its processing is restricted: to protect somebody, to account for what was done and
 * meet a claim, and to answer the person (UK GDPR, Article 18(2)).
 */
export const purposesLeft = ['SAFEGUARDING', 'AUDIT', 'SUBJECT_ACCESS'] as const satisfies readonly Purpose[];

/** Who asks, by pseudonymous ids. A role that is not of the code set may do nothing. */
export interface Principal {
  readonly user: string;
  readonly role: string;
  /** The caller's organisation: `organisation-…`, or a name where it is none of the record's. */
  readonly agency: string;
  /** The caller's own worker record, `worker-…`, where there is one. */
  readonly worker?: string;
  readonly onBehalfOf?: string;
  /** The caller's authority, where the token says it. */
  readonly authority?: string;
  /** The caller's account is suspended, or their work has ended: they read and order nothing. */
  readonly suspended?: boolean;
  /** How, and when (epoch seconds), the caller signed in. */
  readonly acr?: string;
  readonly authTime?: number;
}
