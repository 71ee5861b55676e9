import { AccessLogResolver } from './access-log/access-log.resolver.ts';
import { BrokenGlassResolver } from './access-log/broken-glass.resolver.ts';
import { LookedResolver } from './access-log/looked.resolver.ts';
import { CaseloadResolver } from './caseload/caseload.resolver.ts';
import { ChangesResolver } from './changes/changes.resolver.ts';
import { CodeSetsResolver } from './code-sets/code-sets.resolver.ts';
import { DirectoryResolver } from './directory/directory.resolver.ts';
import { FamiliesResolver } from './families/families.resolver.ts';
import { GrowthResolver } from './families/growth.resolver.ts';
import { HouseholdResolver } from './families/household.resolver.ts';
import { ForgettingResolver } from './forgetting/forgetting.resolver.ts';
import { mutationResolvers } from './generated/mutations.ts';
import { LedgerResolver } from './ledger/ledger.resolver.ts';
import { FlagsResolver } from './oversight/flags.resolver.ts';
import { OversightResolver } from './oversight/oversight.resolver.ts';
import { PanelsResolver } from './panels/panels.resolver.ts';
import { ParkedStepsResolver } from './parked-steps/parked-steps.resolver.ts';
import { PeopleResolver } from './people/people.resolver.ts';
import { AssessmentsResolver } from './assessments/assessments.resolver.ts';
import { PlansResolver } from './plans/plans.resolver.ts';
import { ProgressResolver } from './requests/progress.resolver.ts';
import { QuestionsResolver } from './requests/questions.resolver.ts';
import { RequestsResolver } from './requests/requests.resolver.ts';
import { AuditsResolver } from './audits/audits.resolver.ts';
import { AuditFiguresResolver } from './audits/figures.resolver.ts';
import { SamplesResolver } from './samples/samples.resolver.ts';
import { SealsResolver } from './seals/seals.resolver.ts';
import { SharingResolver } from './sharing/sharing.resolver.ts';
import { TimelineResolver } from './timeline/timeline.resolver.ts';

/** Everything that can be asked of the record, or told to it. */
export const resolvers = [
  FamiliesResolver,
  GrowthResolver,
  HouseholdResolver,
  TimelineResolver,
  ChangesResolver,
  PeopleResolver,
  RequestsResolver,
  QuestionsResolver,
  ProgressResolver,
  PanelsResolver,
  PlansResolver,
  AssessmentsResolver,
  SharingResolver,
  ForgettingResolver,
  SealsResolver,
  SamplesResolver,
  AuditsResolver,
  AuditFiguresResolver,
  CaseloadResolver,
  OversightResolver,
  FlagsResolver,
  ParkedStepsResolver,
  AccessLogResolver,
  LookedResolver,
  BrokenGlassResolver,
  LedgerResolver,
  CodeSetsResolver,
  DirectoryResolver,
  ...mutationResolvers,
];
