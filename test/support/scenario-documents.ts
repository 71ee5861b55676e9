// The documents of test/scenarios, in the order in which one story sends them.

export const ORDERS = [
  'register-organisation',
  'register-worker',
  'receive-request',
  'acknowledge-request',
  'register-person',
  'register-family',
  'triage-request',
  'open-episode',
  'step-up',
  'step-down',
  'propose-step-up',
  'decline-step-up',
  'escalate-step-up',
  'accept-step-up',
  'receive-information',
  'change-district',
];
export const HAND_OVER = 'hand-over-keyworker';
/** What is said of two records that are taken for one person's. */
export const OF_RECORDS = ['link-persons-as-same', 'record-address', 'reverse-person-link'];
/** What is said of twins, in its order; what each makes has a name of its own. */
export const OF_TWINS: readonly [document: string, name?: string][] = [
  ['register-unborn', 'pregnancy'],
  ['record-birth'],
  ['register-twin', 'twin'],
  ['record-death'],
];
export const QUESTIONS = [
  'request',
  'family',
  'family-timeline',
  'what-was-known',
  'level-history',
  'person',
  'who-saw',
  'access-log',
  'due',
  'drift',
  'ownership-gaps',
  'late-entries',
  'district-overview',
  'why-family-field',
  'compare-family',
  'changes-since',
  'checkpoint',
  'match-person',
];
export const PANEL = [
  'schedule-panel',
  'table-item',
  'record-panel-attendance',
  'convene-panel',
  'decide-item',
  'panel-agenda',
];
/** What is said of an entry that was wrong. */
export const CORRECTIONS = ['correct-entry', 'move-information'];
export const FLAG = 'raise-data-quality-flag';
export const REDIRECT = 'redirect-request';
/** What is said of a family that parts and comes together, and of a merge that was none. */
export const PARTINGS = ['split-family', 'merge-families', 'reverse-family-merge'];
/** What is said of parents who live apart. */
export const APART = ['record-contact-bar', 'decide-disclosure', 'household'];
/** What is said of a record that is held, and then forgotten. */
export const FORGETTING = [
  'close-episode',
  'place-legal-hold',
  'propose-legal-hold-release',
  'release-legal-hold',
  'propose-erasure',
  'review-shared-text',
  'approve-erasure',
];
export const OF_FORGETTING = ['retention-due', 'erasure'];
/** What is said of a sample of cases, in its order. */
export const SAMPLING = [
  'design-sample',
  'commit-seed',
  'freeze-frame',
  'draw-sample',
  'replace-case',
  'close-sample',
];
/** What is said of the audit of a case that was drawn, in its order. */
export const AUDITING = [
  'assign-audit',
  'pin-case-view',
  'answer-audit-question',
  'grade-audit',
  'moderate-audit',
];
export const AUDIT_ACTION = 'set-audit-action';
export const OF_AUDITS = ['audit', 'audits', 'grade-matrix'];
export const OF_SAMPLES = ['sample-frame', 'samples', 'sample', 'sample-check'];
