import type { Principal, Role } from './principal.ts';

/** The organisations that development's personas belong to: an id part of zeros, so that no made id is ever one. */
export const personaAgencies = {
  familyHelp: 'organisation-00000000000000000000000001',
  socialCare: 'organisation-00000000000000000000000002',
  school: 'organisation-00000000000000000000000003',
} as const;

export const personaNames = [
  'practitioner',
  'coordinator',
  'chair',
  'partner',
  'social-worker',
  'auditor',
  'quality',
  'manager',
  'privacy-officer',
  'system',
  'administrator',
] as const;

export type PersonaName = (typeof personaNames)[number];

const { familyHelp, socialCare, school } = personaAgencies;

/**
 * Those whom a development service lets a caller be (interfaces.md, Command line). A worker belongs to five of them; it
 * is in the record only where one was registered under that id, or with the persona's `user`.
 */
export const personas: Readonly<Record<PersonaName, Principal>> = {
  practitioner: persona('practitioner', 'KEYWORKER', familyHelp, 'worker-00000000000000000000000001'),
  coordinator: persona('coordinator', 'COORDINATOR', familyHelp, 'worker-00000000000000000000000002'),
  chair: persona('chair', 'PANEL_CHAIR', familyHelp, 'worker-00000000000000000000000003'),
  manager: persona('manager', 'MANAGER', familyHelp, 'worker-00000000000000000000000004'),
  'social-worker': persona('social-worker', 'SOCIAL_WORKER', socialCare, 'worker-00000000000000000000000005'),
  partner: persona('partner', 'PARTNER', school),
  auditor: persona('auditor', 'AUDITOR', familyHelp),
  quality: persona('quality', 'QUALITY', familyHelp),
  'privacy-officer': persona('privacy-officer', 'PRIVACY_OFFICER', familyHelp),
  administrator: persona('administrator', 'ADMINISTRATOR', familyHelp),
  system: persona('system', 'SYSTEM', familyHelp),
};

function persona(user: PersonaName, role: Role, agency: string, worker?: string): Principal {
  return { user, role, agency, ...(worker !== undefined && { worker }) };
}

export function isPersona(name: string): name is PersonaName {
  return Object.hasOwn(personas, name);
}
