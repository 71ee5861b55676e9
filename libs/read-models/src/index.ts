export type { AsOf, AsOfPoint } from './as-of.ts';
export type { Page, PageRequest } from './page.ts';
export { startProjector } from './projector.ts';
export type { ProjectionStatus, Projector, ProjectorSettings } from './projector.ts';
export { openReaders } from './readers.ts';
export type { Readers } from './readers.ts';

export type { KnownThen, TimelineReader, TimelineRequest } from './timeline/reader.ts';
export type { TimelineEntry } from './timeline/table.ts';
export type * from './timeline/family-as-of.ts';
export type * from './timeline/person-as-of.ts';
export type { LevelSpan } from './timeline/level-history.ts';
export { mask, maskEntry } from './timeline/mask.ts';
export type { Masked, MaskedEntry, Redaction } from './timeline/mask.ts';
export { summaryOf } from './timeline/summaries.ts';
export type { Titles } from './timeline/summaries.ts';

export type { FamiliesReader } from './families/reader.ts';
export type { FamilyFilter, FamilyRow, FamilyStatus, MemberRow, OpenEpisodeRow } from './families/table.ts';
export type { PeopleReader } from './people/reader.ts';
export type { PersonRow, PossibleDuplicateRow } from './people/table.ts';
export { compare, foldedName, namesAlike, sameNames, shareNumber } from './people/matching.ts';
export type {
  Comparison,
  Described,
  KnownPerson,
  Match,
  MatchReason,
  PersonName,
} from './people/matching.ts';
export { PersonIndex } from './people/person-index.ts';
export type { Recognition } from './people/person-index.ts';
export type { RequestsReader } from './requests/reader.ts';
export type { RequestFilter, RequestRow, RequestState } from './requests/table.ts';
export type { CaseloadReader } from './caseload/reader.ts';
export type { CaseloadRow } from './caseload/table.ts';
export type { DirectoryReader } from './directory/reader.ts';
export type { OrganisationRow, WorkerRow } from './directory/table.ts';
export type { AccessReader, ViewingPeriod } from './access/reader.ts';
export type { ViewingRow } from './access/table.ts';
