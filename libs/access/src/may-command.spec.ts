import { describe, expect, it } from '@jest/globals';
import { commandTable, type CommandType } from '#libs/contracts';
import { mayCommand } from './may-command.ts';
import { roles } from './principal.ts';
import { strangers, type Relations } from './resource.ts';

// Roles in the order of the code set: keyworker, coordinator, chair, partner, social worker, manager, auditor, quality,
// privacy officer, administrator, system. `-` never, `*` whoever, `a` keyworker of it, `o` of the agency it came from, `q` of an agency that was asked,
// `c` a custodian of its seal.
const matrix = `
  CreateStore                   - - - - - - - - - - *
  StrikeOffNode                 - - - - - - - - - * -
  PublishCodeSet                - - - - - - - - - - *
  NoteLedgerHeads               - - - - - - - - - - *
  CorrectEntry                  a * - - a * - - - * -
  VoidEntry                     a * - - a * - - - * -
  RegisterOrganisation          - - - - - * - - - * -
  RenameOrganisation            - - - - - * - - - * -
  EndOrganisation               - - - - - * - - - * -
  RegisterWorker                - - - - - * - - - * -
  RecordTraining                - - - - - * - - - * -
  MoveWorker                    - - - - - * - - - * -
  EndWorker                     - - - - - * - - - * -
  SuspendWorker                 - - - - - * - - - * -
  ReinstateWorker               - - - - - * - - - * -
  RegisterPerson                * * - - - * - - - - -
  RecordPersonName              a * - - a * - - - - -
  RecordIdentifier              a * - - a * - - - - -
  WithdrawIdentifier            a * - - a * - - - - -
  RecordAddress                 a * - - a * - - - - -
  EndAddress                    a * - - a * - - - - -
  RecordRelationship            a * - - a * - - - - -
  EndRelationship               a * - - a * - - - - -
  RecordParentalResponsibility  a * - - a * - - - - -
  EndParentalResponsibility     a * - - a * - - - - -
  RecordEthnicity               a * - - a * - - - - -
  RecordSendStatus              a * - - a * - - - - -
  RecordLanguageNeed            a * - - a * - - - - -
  RegisterYoungCarer            a * - - a * - - - - -
  EndYoungCarer                 a * - - a * - - - - -
  RecordUpnUnknownReason        a * - - a * - - - - -
  RecordContactBar              a * - - a * - - - - -
  LiftContactBar                a * - - a * - - - - -
  RecordWarning                 a * - - a * - - - - -
  EndWarning                    a * - - a * - - - - -
  ReviseExpectedDeliveryDate    a * - - a * - - - - -
  RecordBirth                   a * - - a * - - - - -
  EndPregnancyWithoutBirth      a * - - a * - - - - -
  RecordDeath                   a * - - a * - - - - -
  RetractDeath                  a * - - a * - - - - -
  RegisterFamily                - * - - - * - - - - -
  AddMember                     a * - - a * - - - - -
  ChangeMemberRole              a * - - a * - - - - *
  RemoveMember                  a * - - a * - - - - -
  ChangeFamilyLabel             a * - - a * - - - - -
  SplitFamily                   - * - - - * - - - - -
  RegisterSplitFamily           - - - - - - - - - - *
  MergeFamilies                 - * - - - * - - - - -
  TakeInMergedFamily            - - - - - - - - - - *
  ReverseFamilyMerge            - * - - - * - - - - -
  ResumeFamily                  - - - - - - - - - - *
  OpenEpisode                   - - - - - * - - - - -
  AddChildToEpisode             a - - - - * - - - - -
  RemoveChildFromEpisode        a - - - - * - - - - -
  ExcludeSibling                a - - - - * - - - - -
  ChangeAccountableAgency       - - - - - * - - - - -
  HandOverKeyworker             - - - - - * - - - - -
  CloseEpisode                  - - - - - * - - - - -
  ReopenEpisode                 - - - - - * - - - - -
  DecideLevelOfNeed             a - - a - * - - - - -
  StepUp                        a - - a - * - - - - -
  StepDown                      a - - a - * - - - - -
  ProposeStepUp                 a - - a - * - - - - -
  EscalateStepUp                a - - a - * - - - - -
  AcceptStepUp                  - - - - * - - - - - -
  DeclineStepUp                 - - - - * - - - - - -
  ProposeStepDown               - - - - * - - - - - -
  AcceptStepDown                a - - - - * - - - - -
  DeclineStepDown               a - - - - * - - - - -
  NoteStatutoryStatus           a - - - * * - - - - -
  ReceiveInformation            a * - a * * - - - - -
  ArrangeTemporaryCover         - - - - - * - - - - -
  EndTemporaryCover             - - - - - * - - - - -
  ChangeDistrict                a * - - - * - - - - -
  RecordSupervision             - - - - - * - - - - -
  RecordNonEngagement           a - - a - * - - - - -
  AcknowledgeDrift              - - - - - * - - - - -
  ReceiveRequest                * * - * * * - - - - -
  AcknowledgeRequest            - * - - - - - - - - -
  LinkRequestToFamily           - * - - - - - - - - -
  IdentifyOnRequest             - * - - - * - - * - -
  FlagDuplicateOfOpenWork       - * - - - - - - - - -
  TriageRequest                 - * * - - - - - - - -
  WithdrawRequest               - * - o - * - - - - -
  ReceiveRequestInformation     - * - o * * - - - - -
  ReceiveContact                * * - * * * - - - - -
  SeekAdvice                    * * - * * * - - - - -
  GiveAdvice                    - * - - * - - - - - -
  RequestAgencyInformation      - * - - - - - - - - -
  ReceiveAgencyInformation      - * - q - * - - - - -
  RecordInformationNotProvided  - * - q - - - - - - -
  SeekAgreement                 - * - o - - - - - - -
  IdentifySafeguardingConcern   * * * o * * - - - - -
  PassToChildrensServices       * * * o * * - - - - -
  RedirectRequest               - * - - - * - - - - -
  ReopenRequest                 - * - - - * - - - - -
  InformReferrer                - * * - - * - - - - -
  SchedulePanel                 - * - - - * - - - - -
  ExpectPanelMember             - * * - - - - - - - -
  RecordPanelAttendance         - * * - - - - - - - -
  RecordPanelApology            - * * o - - - - - - -
  ConvenePanel                  - * * - - - - - - - -
  TableItem                     - * * - - * - - - - *
  WithdrawItem                  - - - - - - - - - - *
  DeclareConflictOfInterest     a * * o a - - - - - -
  DecideItem                    - - * - - - - - - - -
  ReviewDecision                - - * - - - - - - - -
  DeferItem                     - - * - - - - - - - -
  OfferAllocation               - - - - - - - - - - *
  AcceptAllocation              - - - q - * - - - - -
  DeclineAllocation             - - - q - * - - - - -
  ClosePanel                    - * * - - - - - - - -
  DetectPossibleDuplicate       - * - - - * - - - - *
  ConfirmNotDuplicate           - * - - - * - - - - -
  LinkPersonsAsSame             - * - - - * - - - - -
  ReversePersonLink             - * - - - * - - - - -
  SplitPersonRecord             - * - - - * - - - - -
  RaiseDataQualityFlag          - * - - - * * * - - *
  ResolveDataQualityFlag        - * - - - * - - - - -
  DeclarePersonalConnection     a a a a a * - - - * -
  EndPersonalConnection         - - - - - * - - - * -
  BreakGlass                    a - - - a - - - - - -
  ReviewBreakGlass              - - - - - - - - * - -
  DecideViewingExemptions       - - - - - - - - * - -
  SealRecord                    - - - - * * - - * - -
  ReviewSeal                    c c - - c c - - * - -
  AppointCustodian              - - - - c c - - * - -
  RelieveCustodian              - - - - c c - - * - -
  UnsealRecord                  - - - - c c - - * - -
  NoteSealedMatch               - - - - - - - - - - *
  SettleSealedMatch             c c - - c c - - - - -
  GiveAgreement                 a * - a a * - - - - -
  RefuseAgreement               a * - a a * - - - - -
  ChangeAgreementScope          a * - a a * - - - - -
  ReviewAgreement               a * - a a * - - - - -
  WithdrawAgreement             a * - a a * - - - - -
  AssessCompetence              a * - a a * - - - - -
  DesignSample                  - - - - - - - * - - -
  CommitSeed                    - - - - - - - * - - -
  FreezeFrame                   - - - - - - - * - - -
  DrawSample                    - - - - - - - * - - -
  ReplaceCase                   - - - - - - - * - - -
  CloseSample                   - - - - - - - * - - -
  PlaceLegalHold                - - - - - * - - * - -
  ReviewLegalHold               - - - - - - - - * - -
  ProposeLegalHoldRelease       - - - - - - - - * - -
  ReleaseLegalHold              - - - - - * - - * - -
  DeclineLegalHoldRelease       - - - - - * - - * - -
  RequestErasure                - * - - - * - - * - -
  ProposeErasure                - - - - - - - - * - -
  ReviewSharedText              - - - - - * - - * - -
  ApproveErasure                - - - - - * - - * - -
  RefuseErasure                 - - - - - * - - * - -
  WithdrawErasure               - - - - - * - - * - -
  BeginErasure                  - - - - - - - - - - *
  RecordKeysDestroyed           - - - - - - - - - - *
  RecordModelsPurged            - - - - - - - - - - *
  CertifyErasure                - - - - - - - - - - *
  NotifyCopyHolder              - - - - - - - - * - -
  RestrictProcessing            - - - - - - - - * - -
  LiftProcessingRestriction     - - - - - - - - * - -
  RequestDisclosure             * * - * * * - - * - -
  DecideDisclosure              a * - - * * - - * - -
  OverrideDisclosure            - - - - - * - - - - -
  DiscloseInformation           a * - - * * - - * - -
  AcknowledgeDisclosure         a * - q * * - - * - -
  NotifyDisclosureError         a * - q * * - - * - -
`;
const lines = matrix
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
  .map(([command, ...cells]) => ({ command: command as CommandType, cells }));

const standings: Readonly<Record<string, Relations>> = {
  '*': strangers,
  a: { ...strangers, assigned: true },
  o: { ...strangers, ownAgency: true },
  q: { ...strangers, asked: true },
  c: { ...strangers, custodian: true },
};

/** However a policy asks. */
const anyhow = { assigned: true, ownAgency: true, asked: true, custodian: true };

function answer(role: string, command: CommandType, relations: Relations): string {
  const decision = mayCommand({ user: 'u-1', role, agency: 'organisation-1' }, command, relations);
  return decision.effect === 'PERMIT' ? 'PERMIT' : decision.code;
}

function expected(code: string, standing: string): string {
  if (code === '-') return 'NOT_PERMITTED';
  return code === '*' || code === standing ? 'PERMIT' : 'NOT_FOUND';
}

describe('who may give which command', () => {
  it('has an expected answer for every command and role', () => {
    expect(lines.map(({ command }) => command).sort()).toEqual(Object.keys(commandTable).sort());
    expect(new Set(lines.map(({ cells }) => cells.length))).toEqual(new Set([roles.length]));
  });

  it.each(lines)('answers as the matrix says for $command', ({ command, cells }) => {
    for (const [standing, relations] of Object.entries(standings)) {
      expect(roles.map((role) => answer(role, command, relations))).toEqual(
        cells.map((code) => expected(code, standing)),
      );
    }
  });

  it('takes no order about a sealed record', () => {
    const sealed = { ...anyhow, sealed: true };
    for (const { command, cells } of lines) {
      expect(roles.map((role) => answer(role, command, sealed))).toEqual(
        cells.map((code) => (code === '-' ? 'NOT_PERMITTED' : 'NOT_FOUND')),
      );
    }
  });

  it('takes of a partner about whom agreement has ended what they have to tell and no other order, and others’ as before', () => {
    const telling =
      `ReceiveInformation ProposeStepUp EscalateStepUp IdentifySafeguardingConcern PassToChildrensServices
      ReceiveContact SeekAdvice ReceiveRequest ReceiveRequestInformation ReceiveAgencyInformation RecordInformationNotProvided
      WithdrawRequest SeekAgreement AcknowledgeDisclosure NotifyDisclosureError`.split(/\s+/);
    const ended = { ...strangers, ...anyhow, agreementEnded: true };
    for (const { command, cells } of lines)
      for (const [at, role] of roles.entries()) {
        const permitted = role === 'PARTNER' && !telling.includes(command) ? 'NOT_FOUND' : 'PERMIT';
        expect(answer(role, command, ended)).toBe(cells[at] === '-' ? 'NOT_PERMITTED' : permitted);
      }
    for (const command of telling as CommandType[])
      expect(answer('PARTNER', command, { ...ended, sealed: true })).toBe('NOT_FOUND');
    for (const command of ['ReceiveInformation', 'IdentifySafeguardingConcern'] as const)
      expect(answer('PARTNER', command, { ...strangers, agreementEnded: true })).toBe('NOT_FOUND');
  });

  it('takes no order from a role that is not of the code set', () => {
    for (const role of ['', 'constructor', '__proto__', 'toString']) {
      expect(answer(role, 'StepUp', { ...strangers, assigned: true })).toBe('NOT_PERMITTED');
    }
  });
});
