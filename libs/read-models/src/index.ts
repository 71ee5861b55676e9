export type { AsOf, AsOfPoint, View } from './as-of.ts';
export type { Page, PageRequest } from './page.ts';
export { pageOfSeen, type ReadsPage } from './paging.ts';
export { damagedModels } from './projecting/damage.ts';
export { startProjector } from './projecting/projector.ts';
export { buildAhead } from './projecting/build-ahead.ts';
export type { BuiltAhead } from './projecting/build-ahead.ts';
export type { ParkedEvent } from './projecting/model.ts';
export type { ProjectionStatus, Projector, ProjectorSettings } from './projecting/projector-api.ts';
export { notProjected, projected, type NotProjected, type Projected } from './told.ts';
export { openReaders } from './readers.ts';
export type { Readers } from './readers.ts';

export type { Change, ChangesRequest } from './timeline/changes/changes.ts';
export type { KnownThen, KnownThenRequest } from './timeline/known.ts';
export type { TimelineReader } from './timeline/reader.ts';
export type { EntryPlace, TimelineEntry, TimelineRequest } from './timeline/table.ts';
export type * from './timeline/family/family-rows.ts';
export type { FamilyThen, OwnRecord, PersonThen } from './timeline/family/family-growth.ts';
export type * from './timeline/person/person-rows.ts';
export type * from './timeline/agreements-as-of.ts';
export type * from './timeline/disclosures-as-of.ts';
export type * from './timeline/help/plan-rows.ts';
export type * from './timeline/help/assessment-rows.ts';
export { isInForce } from './timeline/in-force.ts';
export type { Period } from './timeline/in-force.ts';
export type { LevelSpan } from './timeline/levels/level-span.ts';
export { mask, maskEntry } from './timeline/summaries/mask.ts';
export { hasAnswered, isToldBy } from './timeline/agency-questions.ts';
export type { ToldOf } from './timeline/told-of.ts';
export type { Masked, MaskedEntry, Redaction } from './timeline/summaries/mask.ts';
export { summaryOf } from './timeline/summaries/summaries.ts';
export type { Titles } from './timeline/summaries/summaries.ts';

export type { FamiliesReader } from './families/reader.ts';
export type {
  FamilyFilter,
  FamilyRow,
  FamilyStatus,
  HeldRow,
  LapsedCover,
  MemberRow,
  OpenEpisodeRow,
} from './families/table.ts';
export type { PeopleReader } from './people/reader.ts';
export type { ExpectedRow, PersonRow, PossibleDuplicateRow } from './people/table.ts';
export { compare, shareNumber } from './people/matching.ts';
export type { Comparison, Described, KnownPerson, Match, MatchReason } from './people/matching.ts';
export { nameInUse } from './people/name-in-use.ts';
export type { UsedName } from './people/name-in-use.ts';
export { foldedName, namesAlike, sameNames } from './people/names.ts';
export type { PersonName } from './people/names.ts';
export { PersonIndex } from './people/person-index.ts';
export type { Compared, Recognition } from './people/person-index.ts';
export type { RequestsReader } from './requests/reader.ts';
export { isUndecided, waitsForDecision, waitsForTriage } from './requests/table.ts';
export type { RequestFilter, RequestRow, RequestState } from './requests/table.ts';
export type { PanelsReader } from './panels/reader.ts';
export type { PanelFilter, PanelItemRow, PanelMemberRow, PanelRow } from './panels/table.ts';
export type { CaseloadReader } from './caseload/reader.ts';
export type { CaseloadRow } from './caseload/table.ts';
export { standingOf } from './directory/reader.ts';
export type { DirectoryReader } from './directory/reader.ts';
export type { ConnectionRow, OrganisationRow, WorkerRow, WorkerStanding } from './directory/table.ts';
export type { OversightReader } from './oversight/reader.ts';
export type { DriftQuestion, DriftRow } from './oversight/drift.ts';
export type { DueQuestion, DueRow } from './oversight/due.ts';
export type { FrameFilter, FrameRow } from './oversight/frame.ts';
export type { GapReason, GapRow } from './oversight/gaps.ts';
export type { FlagQuestion, FlagRow } from './oversight/flags.ts';
export type { LateQuestion, LateRow } from './oversight/late.ts';
export type { MonthRow, OverviewQuestion, OverviewRow } from './oversight/overview.ts';
export { clocks } from './oversight/due.ts';
export type { CertificateAsOf, CopyHeld } from './timeline/erasure-certificate.ts';
export type { LivesReader } from './timeline/lives-reader.ts';
export type { AskedAbout } from './timeline/around.ts';
export type { RevisionsReader } from './timeline/revisions-reader.ts';
export type { ForgettingReader } from './forgetting/reader.ts';
export type {
  ErasedRow,
  ErasureFilter,
  ErasureRow,
  ErasureState,
  HoldFilter,
  HoldRow,
} from './forgetting/table.ts';
export type { SharingReader } from './sharing/reader.ts';
export type { DisclosureFilter, DisclosureRow, GlassFilter, GlassUseRow, VoiceRow } from './sharing/table.ts';
export type { AuditsReader, GradeCount } from './audits/reader.ts';
export type {
  AuditActionFilter,
  AuditActionRow,
  AuditActionState,
  AuditFilter,
  AuditRow,
  AuditState,
  DisputeState,
} from './audits/table.ts';
export type { AuditText } from './timeline/audit-text-rows.ts';
export type { SamplesReader } from './samples/reader.ts';
export type {
  FrozenFrameRow,
  SampleCaseRow,
  SampleDesignRow,
  SampleFilter,
  SampleRow,
  SampleState,
} from './samples/table.ts';
export type { SealsReader } from './seals/reader.ts';
export type { SealedMatchRow, SealFilter, SealInForce, SealRow } from './seals/table.ts';
export { both, isSeen, nothingUnseen } from './unseen.ts';
export type { Unseen } from './unseen.ts';
export type { AccessReader, ViewingPeriod } from './access/reader.ts';
export type { AccessFilter, AccessRow, LookRow, ViewingRow } from './access/table.ts';
export { compareModels, type ComparedModel } from './projecting/compare-models.ts';
