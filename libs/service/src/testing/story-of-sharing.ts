import { randomUUID } from 'node:crypto';
import { uuidv5 } from '#libs/contracts';
import { coordinator, teamManager, text, type Send } from './telling.ts';

interface Sharing {
  readonly child: string;
  readonly parent: string;
  readonly family: string;
  readonly agency: string;
  readonly other: string;
  readonly keyworker: string;
  readonly second: string;
}

/** A mother agrees, changes and withdraws what she agreed to; the child is asked too. */
export async function agreements(send: Send, { child, parent, family, ...of }: Sharing): Promise<void> {
  const explained = text('What the plan is for.');
  const reason = text('Not for me.');
  const how = { method: 'SIGNED', explained };
  const about = { person: child, family, by: parent, takenBy: of.keyworker, capacity: 'CARER', ...how };
  await send('GiveAgreement', { ...about, agencies: [of.agency] }, coordinator);
  const both = { agencies: [of.agency, of.other], reason: text('The club too.') };
  await send('ChangeAgreementScope', { ...about, ...both }, coordinator);
  const note = text('Still glad of it.');
  await send('ReviewAgreement', { ...about, occasion: 'REGULAR', note }, coordinator);
  const rationale = text('Too young.');
  const assessed = { person: child, family, matter: 'HELP', competent: false, rationale };
  await send('AssessCompetence', { ...assessed, assessedBy: of.keyworker }, coordinator);
  await send('RefuseAgreement', { ...about, person: parent, capacity: 'ADULT', reason }, coordinator);
}

/** What was agreed is shared; what was not is withheld, and shared by a manager's leave. */
export async function disclosures(
  send: Send,
  { child, parent, family, ...of }: Sharing,
  matchNoted: () => Promise<string>,
): Promise<void> {
  const commandId = randomUUID();
  const need = { person: child, language: text('Polish'), interpreter: false };
  await send('RecordLanguageNeed', need, coordinator, { commandId });
  const entry = uuidv5(commandId, `person-${child}/0`);
  const about = { family, persons: [child], recipientAgency: of.other, classes: ['general'] };
  const { id: disclosure } = await send(
    'RequestDisclosure',
    {
      ...{ ...about, purpose: text('To plan with her.'), basis: 'CONSENT' },
      ...{ requesterName: text('Mrs Lee'), requesterOrganisation: text('Hill School') },
    },
    coordinator,
  );
  const decided = {
    ...about,
    disclosure,
    decision: 'WITHHOLD',
    basis: 'CONSENT',
    reason: text('It would not help.'),
    detrimentReason: text('It would frighten her.'),
    decidedBy: of.keyworker,
  };
  await send('DecideDisclosure', decided, coordinator);
  const { id: manager } = await send('RegisterWorker', {
    name: text('Lea Moss'),
    user: teamManager.user,
    agency: of.agency,
    role: 'TEAM_MANAGER',
    activeFrom: '2024-01-01',
  });
  const reason = text('She is at risk.');
  const overriding = { disclosure, decision: 'DISCLOSE', basis: 'PUBLIC_TASK', reason, manager };
  await send('OverrideDisclosure', overriding);
  const documentHash = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';
  const told = { disclosure, entries: [entry], how: 'EMAIL', documentHash, disclosedBy: of.keyworker };
  const telling = randomUUID();
  await send('DiscloseInformation', told, coordinator, { commandId: telling });
  const which = { disclosure, informationDisclosed: uuidv5(telling, `${disclosure}/0`) };
  await send('AcknowledgeDisclosure', { ...which, acknowledgerName: text('Mrs Lee') }, coordinator);
  const error = {
    ...{ ...which, error: text('Too much.'), affected: [child, parent], affectedTold: [parent] },
    ...{ notified: ['PRIVACY_OFFICER'], decisionStands: true, notifiedBy: of.keyworker },
  };
  await send('NotifyDisclosureError', error, coordinator);
  const breaking = {
    worker: of.keyworker,
    family,
    category: 'OUT_OF_HOURS',
    explanation: text('Nobody else is there.'),
  };
  const own = { user: 'practitioner', role: 'KEYWORKER', agency: of.agency };
  const { id: use } = await send('BreakGlass', breaking, own, { worker: of.keyworker, signedInAgo: 9 });
  const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: of.agency };
  const found = {
    worker: of.keyworker,
    use,
    outcome: 'JUSTIFIED',
    note: text('It was.'),
    reviewedBy: manager,
  };
  await send('ReviewBreakGlass', found, officer);
  const exemption = { agency: of.agency, from: '2026-01-02', to: '2026-01-03', reason: 'CRIME' };
  const exempting = {
    family,
    until: '2026-01-03',
    exemptions: [exemption],
    rationale: text('It would tell him.'),
  };
  await send('DecideViewingExemptions', exempting, officer);
  const known = { worker: manager, person: parent };
  await send('DeclarePersonalConnection', { ...known, connection: 'NEIGHBOUR' });
  const ended = { reason: text('She has moved.'), endedBy: of.keyworker };
  await send('EndPersonalConnection', { ...known, ...ended }, { ...teamManager, user: 'u-other' });
  await seals(send, { record: child, manager, keyworker: of.keyworker, holder: of.second, matchNoted });
  const withdrawn = {
    ...{ person: child, family, by: parent, capacity: 'CARER', method: 'VERBAL', reason: text('Enough.') },
    ...{ explained: text('What ends with it.'), takenBy: of.keyworker },
  };
  await send('WithdrawAgreement', withdrawn, coordinator);
}

interface Sealing {
  readonly record: string;
  readonly manager: string;
  readonly keyworker: string;
  /** Who holds the help. */
  readonly holder: string;
  /** The first match on a sealed record, once it is noted. */
  readonly matchNoted: () => Promise<string>;
}

/** A record is sealed, kept, matched and unsealed. */
async function seals(send: Send, { record, manager, keyworker, holder, matchNoted }: Sealing): Promise<void> {
  const four = { requestedBy: keyworker, approvedBy: manager };
  const custodians = [manager, holder];
  const again = '2026-06-01';
  const why = {
    ground: 'ADDRESS_PROTECTION',
    authority: 'RISK_CONFERENCE',
    authorityReference: text('Conference 12.'),
    reason: text('He is looking for her.'),
  };
  await send('SealRecord', { record, ...why, custodians, ...four, reviewBy: again });
  const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: keyworker };
  const kept = { record, custodian: keyworker, reason: text('Cover.') };
  await send('AppointCustodian', kept, officer);
  await send('RelieveCustodian', kept, officer);
  const finding = text('Still at risk.');
  await send('ReviewSeal', { record, reviewedBy: manager, finding, reviewBy: again }, officer);
  await send('RegisterPerson', {
    names: [{ use: 'LEGAL', given: text('Ava'), family: text('Hill') }],
    dateOfBirth: '2016-07-19',
    sex: 'F',
    adult: false,
  });
  const match = await matchNoted();
  const settled = { record, match, outcome: 'SOMEONE_ELSE', note: text('Another.'), settledBy: manager };
  await send('SettleSealedMatch', settled, teamManager, { worker: manager });
  const lifted = { record, reason: text('She is safe.'), ...four };
  await send('UnsealRecord', lifted, teamManager, { worker: manager });
}
