import { AccessReader } from './access/reader.ts';
import { access } from './access/projection.ts';
import type { AsOf, AsOfPoint } from './as-of.ts';
import { audits } from './audits/projection.ts';
import { AuditsReader } from './audits/reader.ts';
import { CaseloadReader } from './caseload/reader.ts';
import { directory } from './directory/projection.ts';
import { DirectoryReader } from './directory/reader.ts';
import { families } from './families/projection.ts';
import { FamiliesReader } from './families/reader.ts';
import { forgetting } from './forgetting/projection.ts';
import { ForgettingReader } from './forgetting/reader.ts';
import { ModelReader } from './model-reader.ts';
import { oversight } from './oversight/projection.ts';
import { OversightReader } from './oversight/reader.ts';
import { panels } from './panels/projection.ts';
import { PanelsReader } from './panels/reader.ts';
import { people } from './people/projection.ts';
import { PeopleReader } from './people/reader.ts';
import { requests } from './requests/projection.ts';
import { RequestsReader } from './requests/reader.ts';
import { samples } from './samples/projection.ts';
import { SamplesReader } from './samples/reader.ts';
import { seals } from './seals/projection.ts';
import { SealsReader } from './seals/reader.ts';
import { sharing } from './sharing/projection.ts';
import { SharingReader } from './sharing/reader.ts';
import { knownAt, settle } from './time.ts';
import { timeline } from './timeline/projection.ts';
import { AuditTextsReader } from './timeline/audit-texts-reader.ts';
import { AroundReader } from './timeline/around.ts';
import { LivesReader } from './timeline/lives-reader.ts';
import { AssessmentsReader } from './timeline/help/assessments-reader.ts';
import { PlansReader } from './timeline/help/plans-reader.ts';
import { TimelineReader } from './timeline/reader.ts';
import { RevisionsReader } from './timeline/revisions-reader.ts';

/** A read model of the record, by its name. */
export type ReadModel =
  | 'timeline'
  | 'families'
  | 'people'
  | 'requests'
  | 'panels'
  | 'directory'
  | 'oversight'
  | 'sharing'
  | 'forgetting'
  | 'seals'
  | 'samples'
  | 'audits';

/** Every read model, read synchronously on the caller's thread. A model that is still being built refuses with STALE. */
export interface Readers {
  readonly timeline: TimelineReader;
  readonly families: FamiliesReader;
  readonly people: PeopleReader;
  readonly requests: RequestsReader;
  readonly panels: PanelsReader;
  readonly caseload: CaseloadReader;
  readonly directory: DirectoryReader;
  readonly oversight: OversightReader;
  readonly sharing: SharingReader;
  readonly forgetting: ForgettingReader;
  readonly lives: LivesReader;
  readonly plans: PlansReader;
  readonly assessments: AssessmentsReader;
  readonly around: AroundReader;
  readonly revisions: RevisionsReader;
  readonly seals: SealsReader;
  readonly samples: SamplesReader;
  readonly audits: AuditsReader;
  readonly auditTexts: AuditTextsReader;
  readonly access: AccessReader;
  /** The position all models of the record have reached; -1 before the first event. */
  readonly position: () => number;
  /** How these models stand: another word once any of them holds more, or is read from another file. */
  readonly stand: (...models: readonly ReadModel[]) => string;
  /** The position the access log's model has reached. */
  readonly accessPosition: () => number;
  /**
   * Settles what was asked into a position and a day; nothing asked is now. `now` is the store's clock, `head` the position
   * that all models have reached, where the caller has asked for it already. Rejected
   * AS_OF_AMBIGUOUS, POSITION_AHEAD (with the position there is), AS_OF_IN_FUTURE, INVALID_DATE.
   */
  readonly asOf: (asked: AsOf | undefined, now: string, head?: number) => AsOfPoint;
  /** The instant at which a position was known; null before the first event. */
  readonly knownAt: (position: number) => string | null;
  /** Lets go of the files as they are now; what is read next is read from those in use then. */
  readonly letGo: () => void;
  readonly close: () => void;
}

/** Opens the read models of a folder, read-only, and follows every switch to a newer file. They need not exist yet. */
export function openReaders(folder: string): Readers {
  const models: Readonly<Record<ReadModel, ModelReader>> = {
    timeline: new ModelReader(folder, timeline),
    families: new ModelReader(folder, families),
    people: new ModelReader(folder, people),
    requests: new ModelReader(folder, requests),
    panels: new ModelReader(folder, panels),
    directory: new ModelReader(folder, directory),
    oversight: new ModelReader(folder, oversight),
    sharing: new ModelReader(folder, sharing),
    forgetting: new ModelReader(folder, forgetting),
    seals: new ModelReader(folder, seals),
    samples: new ModelReader(folder, samples),
    audits: new ModelReader(folder, audits),
  };
  const views = new ModelReader(folder, access);
  const letGo = (): void => {
    for (const model of [...Object.values(models), views]) model.close();
  };
  const position = (): number => Math.min(...Object.values(models).map((model) => model.position()));
  return {
    timeline: new TimelineReader(models.timeline),
    families: new FamiliesReader(models.families),
    people: new PeopleReader(models.people),
    requests: new RequestsReader(models.requests),
    panels: new PanelsReader(models.panels),
    caseload: new CaseloadReader(models.families),
    directory: new DirectoryReader(models.directory),
    oversight: new OversightReader(models.oversight),
    sharing: new SharingReader(models.sharing),
    forgetting: new ForgettingReader(models.forgetting),
    lives: new LivesReader(models.timeline),
    plans: new PlansReader(models.timeline),
    assessments: new AssessmentsReader(models.timeline),
    revisions: new RevisionsReader(models.timeline),
    around: new AroundReader(models.timeline),
    seals: new SealsReader(models.seals),
    samples: new SamplesReader(models.samples),
    audits: new AuditsReader(models.audits),
    auditTexts: new AuditTextsReader(models.timeline),
    access: new AccessReader(views),
    position,
    stand: (...names) => names.map((name) => models[name].stand()).join(),
    accessPosition: () => views.position(),
    asOf: (asked = {}, now, head = position()) => settle(models.timeline.tables(), asked, { head, now }),
    knownAt: (at) => knownAt(models.timeline.tables(), at),
    letGo,
    close: letGo,
  };
}
