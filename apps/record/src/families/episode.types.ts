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

@ObjectType({ description: 'A child whom the help is for, and how the child stood by then.' })
export class EpisodeChild {
  @Process(() => ID)
  child!: string;

  @Process(() => String, {
    nullable: true,
    description: 'The level of need: a code of the set level; null while none is decided.',
  })
  level!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'The version of the code set level by which it was decided; null while none is.',
  })
  scheme!: string | null;

  @Process(() => String, { description: 'A code of the set statutory-status; NONE until another is noted.' })
  statutoryStatus!: string;
}

@ObjectType({ description: 'A hand-over to or from statutory services: proposed, and then answered.' })
export class Step {
  @Process(() => ID, { description: 'The id of the step: what orders about it name.' })
  step!: string;

  @Process(() => StepDirectionEnum, {
    description: 'Whether it goes up to statutory services, or down from them.',
  })
  direction!: string;

  @Process(() => StepStatusEnum, { description: 'How far it has come.' })
  status!: string;

  @Process(() => [ID], { description: 'The children whom it is still about, by their ids.' })
  children!: readonly string[];

  @Process(() => String, {
    nullable: true,
    description: 'Of a step up, the service that is asked to take over: a code of the set step-target.',
  })
  target!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'Of a step down, what the children step down from: a code of the set statutory-status.',
  })
  from!: string | null;

  @Process(() => Boolean, { description: 'Whether it cannot wait; false of a step down.' })
  urgent!: boolean;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who proposed a step up (`worker-…`); null of a step down.',
  })
  proposedBy!: string | null;

  @Process(() => OccurredAtAnswer, { description: 'When it was proposed.' })
  proposedAt!: OccurredAtAnswer;

  @Process(() => OccurredAtAnswer, {
    nullable: true,
    description: 'When it was answered, escalated or superseded; null while it waits.',
  })
  answeredAt!: OccurredAtAnswer | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that accepted a step up (`organisation-…`); null otherwise.',
  })
  receivingAgency!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who takes the family on (`worker-…`); null until it is accepted.',
  })
  receivingWorker!: string | null;

  @Personal('general', () => String, { description: 'Why it was proposed, in words.' })
  reason!: string | null;

  @Personal('general', () => String, {
    description: 'Why it was declined, or why it was escalated, in words.',
  })
  answer!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What came of the help for a child.' })
export class ChildOutcomeView {
  @Process(() => ID)
  child!: string;

  @Personal('general', () => String, { description: 'What came of the help for the child, in words.' })
  outcome!: string | null;

  @Personal('general', () => [String], {
    description: 'Which of the Outcome Bees were reached: codes of the set outcome-bee.',
  })
  bees!: readonly string[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'An episode of help.' })
export class Episode {
  @Process(() => ID, {
    description: 'The episode’s id (`episode-…`): what orders and other queries call it.',
  })
  id!: string;

  @Process(() => Int, { description: `${REVISION} Another matter of the family leaves it as it is.` })
  revision!: number;

  @Process(() => EpisodeStatusEnum, { description: 'Whether it was open by then.' })
  status!: string;

  @Process(() => ID, { nullable: true, description: 'The family in which it went on.' })
  continuedIn!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it came from, with all that it was there.',
  })
  continuedFrom!: string | null;

  @Process(() => String, { description: 'How the help came about: a code of the set episode-route.' })
  route!: string;

  @Process(() => String, { description: 'The district in which it opened: a code of the set district.' })
  district!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The request that it came of (`request-…`); null where it came of none.',
  })
  request!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency accountable for the help (`organisation-…`); null where none is.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => OccurredAtAnswer, { description: 'When the help began.' })
  openedAt!: OccurredAtAnswer;

  @Process(() => Position, { description: 'The place in the log of the event that opened it.' })
  opened!: number;

  @Process(() => OccurredAtAnswer, {
    nullable: true,
    description: 'When the help ended; null while it is not closed.',
  })
  closedAt!: OccurredAtAnswer | null;

  @Process(() => String, {
    nullable: true,
    description: 'Why the help ended: a code of the set closure-reason.',
  })
  closureReason!: string | null;

  @Process(() => [ChildOutcomeView], {
    description: 'What came of the help for each child, once it is closed.',
  })
  outcomes!: readonly ChildOutcomeView[];

  @Process(() => [EpisodeChild], { description: 'The children whom the help is for.' })
  children!: readonly EpisodeChild[];

  @Process(() => [ID], { description: 'Brothers and sisters left out of the help at the parents’ wish.' })
  excluded!: readonly string[];

  @Process(() => [Step], { description: 'The steps up to statutory services, and down from them.' })
  steps!: readonly Step[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
