import type { ActingAs } from './graphql.ts';

export interface ForPurpose extends ActingAs {
  readonly purpose?: string;
}

const OF_PERSONA: Readonly<Record<string, string>> = {
  auditor: 'AUDIT',
  quality: 'QUALITY',
  'social-worker': 'SAFEGUARDING',
  'privacy-officer': 'SUBJECT_ACCESS',
};

/** What a verb opens a record for: what was said, or else what the persona looks for. */
export function purposeOf({ purpose, as = 'auditor' }: ForPurpose): string {
  return purpose ?? OF_PERSONA[as] ?? 'FAMILY_HELP';
}
