import { ID, Int, ObjectType } from '@nestjs/graphql';
import type { EpisodeAsOf, StepAsOf } from '#libs/read-models';
import { REVISION } from '../schema/as-of.ts';
import { Personal, Process, WorkerName } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const EpisodeStatusEnum = enumOf(
  'EpisodeStatus',
  {
    OPEN: 'The family is being helped.',
    CLOSED: 'The help has ended.',
    CONTINUED: 'It went on in another family, which says what became of it.',
  } satisfies Record<EpisodeAsOf['status'], string>,
  'Whether an episode of help goes on.',
);

const StepDirectionEnum = enumOf(
  'StepDirection',
  {
    UP: 'To statutory services.',
    DOWN: 'From statutory services.',
  } satisfies Record<StepAsOf['direction'], string>,
  'To statutory services, or from them.',
);

const StepStatusEnum = enumOf(
  'StepStatus',
  {
    PROPOSED: 'It waits for an answer.',
    ACCEPTED: 'The receiving service took it on.',
    DECLINED: 'The receiving service did not take it on.',
    ESCALATED: 'Whoever proposed it disagreed with the answer, or with the want of one.',
    SUPERSEDED: 'Another step was proposed in its place.',
  } satisfies Record<StepAsOf['status'], string>,
  'How far a step has come.',
);

@ObjectType()
export class EpisodeChild {
  @Process(() => ID)
  child!: string;

  @Process(() => String, { nullable: true })
  level!: string | null;

  @Process(() => String, { nullable: true, description: 'Version of the level scheme.' })
  scheme!: string | null;

  @Process(() => String)
  statutoryStatus!: string;
}

@ObjectType({ description: 'A hand-over to or from statutory services: proposed, and then answered.' })
export class Step {
  @Process(() => ID)
  step!: string;

  @Process(() => StepDirectionEnum)
  direction!: string;

  @Process(() => StepStatusEnum)
  status!: string;

  @Process(() => [ID])
  children!: readonly string[];

  @Process(() => String, { nullable: true })
  target!: string | null;

  @Process(() => String, { nullable: true })
  from!: string | null;

  @Process(() => Boolean)
  urgent!: boolean;

  @Process(() => ID, { nullable: true })
  proposedBy!: string | null;

  @Process(() => OccurredAtAnswer)
  proposedAt!: OccurredAtAnswer;

  @Process(() => OccurredAtAnswer, { nullable: true })
  answeredAt!: OccurredAtAnswer | null;

  @Process(() => ID, { nullable: true })
  receivingAgency!: string | null;

  @Process(() => ID, { nullable: true })
  receivingWorker!: string | null;

  @Personal('general', () => String)
  reason!: string | null;

  @Personal('general', () => String)
  answer!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType()
export class ChildOutcomeView {
  @Process(() => ID)
  child!: string;

  @Personal('general', () => String)
  outcome!: string | null;

  @Personal('general', () => [String])
  bees!: readonly string[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'An episode of help.' })
export class Episode {
  @Process(() => ID)
  id!: string;

  @Process(() => Int, { description: `${REVISION} Another matter of the family leaves it as it is.` })
  revision!: number;

  @Process(() => EpisodeStatusEnum)
  status!: string;

  @Process(() => ID, { nullable: true, description: 'The family in which it went on.' })
  continuedIn!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it came from, with all that it was there.',
  })
  continuedFrom!: string | null;

  @Process(() => String)
  route!: string;

  @Process(() => String)
  district!: string;

  @Process(() => ID, { nullable: true })
  request!: string | null;

  @Process(() => ID, { nullable: true })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => OccurredAtAnswer)
  openedAt!: OccurredAtAnswer;

  @Process(() => Position)
  opened!: number;

  @Process(() => OccurredAtAnswer, { nullable: true })
  closedAt!: OccurredAtAnswer | null;

  @Process(() => String, { nullable: true })
  closureReason!: string | null;

  @Process(() => [ChildOutcomeView])
  outcomes!: readonly ChildOutcomeView[];

  @Process(() => [EpisodeChild])
  children!: readonly EpisodeChild[];

  @Process(() => [ID], { description: 'Brothers and sisters left out of the help at the parents’ wish.' })
  excluded!: readonly string[];

  @Process(() => [Step])
  steps!: readonly Step[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
