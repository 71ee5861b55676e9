import { randomUUID } from 'node:crypto';
import type { PersonaName } from '#libs/access';
import { uuidv5, type CommandType, type JsonObject } from '#libs/contracts';

interface Story {
  readonly service: {
    ask(persona: PersonaName, query: string): Promise<{ data?: Readonly<Record<string, unknown>> | null }>;
  };
  send(persona: PersonaName, type: CommandType, given: JsonObject): Promise<string>;
}

type Of = Record<
  'child' | 'parent' | 'family' | 'agency' | 'other' | 'keyworker' | 'second' | 'manager',
  string
>;

/** Agreement is given, reviewed and withdrawn; something is withheld, and then shared by a manager's leave. */
export async function tellSharing(
  story: Story,
  { child, parent, family, agency, other, keyworker, second, manager }: Of,
) {
  const about = { person: child, family, by: parent, takenBy: keyworker, capacity: 'CARER' };
  await story.send('coordinator', 'GiveAgreement', { ...about, agencies: [agency] });
  await story.send('coordinator', 'ChangeAgreementScope', { ...about, agencies: [agency, other] });
  await story.send('coordinator', 'ReviewAgreement', { ...about, occasion: 'REGULAR' });
  const assessed = { person: child, family, assessedBy: keyworker };
  await story.send('coordinator', 'AssessCompetence', assessed);
  await story.send('coordinator', 'RefuseAgreement', { ...about, person: parent, capacity: 'ADULT' });

  const commandId = randomUUID();
  await story.send('coordinator', 'RecordLanguageNeed', { commandId, person: child });
  const entry = uuidv5(commandId, `person-${child}/0`);
  const asked = { family, persons: [child], recipientAgency: other, classes: ['general'] };
  const disclosure = await story.send('coordinator', 'RequestDisclosure', asked);
  const decided = { ...asked, disclosure, decision: 'WITHHOLD', decidedBy: keyworker };
  await story.send('coordinator', 'DecideDisclosure', decided);
  const overriding = { disclosure, decision: 'DISCLOSE', basis: 'PUBLIC_TASK', manager };
  await story.send('manager', 'OverrideDisclosure', overriding);
  const documentHash = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';
  const told = { disclosure, entries: [entry], documentHash, disclosedBy: keyworker };
  const telling = randomUUID();
  await story.send('coordinator', 'DiscloseInformation', { commandId: telling, ...told });
  const which = { disclosure, informationDisclosed: uuidv5(telling, `${disclosure}/0`) };
  await story.send('coordinator', 'AcknowledgeDisclosure', which);
  const affected = { affected: [child, parent], affectedTold: [parent] };
  await story.send('coordinator', 'NotifyDisclosureError', { ...which, ...affected, notifiedBy: keyworker });
  const use = await story.send('practitioner', 'BreakGlass', { worker: keyworker, family });
  await story.send('privacy-officer', 'ReviewBreakGlass', { worker: keyworker, use, reviewedBy: manager });
  const exemptions = [{ agency: other, from: '2026-03-01', to: '2026-03-08' }];
  await story.send('privacy-officer', 'DecideViewingExemptions', { family, until: '2026-03-09', exemptions });
  const known = { worker: manager, person: parent };
  await story.send('administrator', 'DeclarePersonalConnection', known);
  await story.send('administrator', 'EndPersonalConnection', { ...known, endedBy: keyworker });
  await story.send('coordinator', 'WithdrawAgreement', about);
  await tellSealing(story, { record: parent, keyworker, second, manager });
}

/** A record is sealed, kept, matched and unsealed. */
async function tellSealing(
  story: Story,
  { record, keyworker, second, manager }: Record<'record' | 'keyworker' | 'second' | 'manager', string>,
): Promise<void> {
  const four = { requestedBy: keyworker, approvedBy: manager };
  const sealing = { record, custodians: [keyworker, second], ...four, reviewBy: '2026-05-01' };
  await story.send('manager', 'SealRecord', sealing);
  await story.send('practitioner', 'ReviewSeal', { record, reviewedBy: keyworker, reviewBy: '2026-05-02' });
  const alike = { adult: true, dateOfBirth: '1990', identifiers: null, multipleIndex: null };
  await story.send('coordinator', 'RegisterPerson', { ...alike, expectedDeliveryDate: null });
  const match = await matchNoted(story);
  await story.send('practitioner', 'SettleSealedMatch', { record, match, settledBy: keyworker });
  await story.send('privacy-officer', 'AppointCustodian', { record, custodian: manager });
  await story.send('privacy-officer', 'RelieveCustodian', { record, custodian: keyworker });
  await story.send('manager', 'UnsealRecord', { record, ...four });
}

const SEALS = '{ seals(purpose: FAMILY_HELP) { nodes { matches { id } } } }';

async function matchNoted(story: Story): Promise<string> {
  for (;;) {
    const { data } = await story.service.ask('practitioner', SEALS);
    const { nodes } = data?.['seals'] as { nodes: { matches: { id: string }[] }[] };
    const noted = nodes.flatMap(({ matches }) => matches)[0];
    if (noted !== undefined) return noted.id;
  }
}
