import { ID, ObjectType } from '@nestjs/graphql';
import type { ActionAsOf, ActionNoteAsOf } from '#libs/read-models';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateScalar, enumOf } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const ActionStateEnum = enumOf(
  'PlanActionState',
  {
    OPEN: 'To be done.',
    DONE: 'Done.',
    CANCELLED: 'Not to be done any more.',
  } satisfies Record<ActionAsOf['state'], string>,
  'Whether an action is still to be done.',
);
const ActionNoteEnum = enumOf(
  'PlanActionNoteKind',
  {
    PROGRESSED: 'It goes on.',
    MISSED: 'It was not done by its day, and stays to be done.',
    DONE: 'It is done.',
    CANCELLED: 'It is not to be done any more.',
  } satisfies Record<ActionNoteAsOf['kind'], string>,
  'What became of an action.',
);

@ObjectType({ description: 'What became of an action.' })
export class PlanActionNote {
  @Process(() => ActionNoteEnum, { description: 'What was noted.' })
  kind!: ActionNoteAsOf['kind'];

  @Process(() => OccurredAtAnswer, { description: 'When it was so.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, {
    description: 'How it went, or why it was missed or cancelled, in words.',
  })
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What somebody is to do for a goal by a day.' })
export class PlanActionView {
  @Process(() => ID, { description: 'The action’s id: what orders about it name.' })
  action!: string;

  @Process(() => ActionStateEnum, { description: 'Whether it was still to be done by then.' })
  state!: ActionAsOf['state'];

  @Process(() => Boolean, {
    description: 'Whether it is still to be done and its last day is over, while the plan is in force.',
  })
  overdue!: boolean;

  @Process(() => ID, {
    nullable: true,
    description: 'Who of the family does it: the id of a person; null where it is for somebody else to do.',
  })
  ownerPerson!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who does it (`worker-…`); null where it is for somebody else to do.',
  })
  ownerWorker!: string | null;

  @Personal('general', () => String, {
    description:
      'What the record called that worker by then; null where there is none, or you may not read it.',
  })
  ownerWorkerName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that does it (`organisation-…`); null where it is for somebody else to do.',
  })
  ownerAgency!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'What the record called that agency by then; null where there is none.',
  })
  ownerAgencyName!: string | null;

  @Process(() => DateScalar, { description: 'The day by which it is to be done, as it was last agreed.' })
  due!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was agreed.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What is to be done, in words.' })
  what!: string | null;

  @Process(() => [PlanActionNote], { description: 'What was noted of it, in the order of recording.' })
  notes!: readonly PlanActionNote[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How far a goal had come at a review.' })
export class GoalProgressView {
  @Process(() => ID, { description: 'The goal’s id.' })
  goal!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'Whose goal it is: the id of a person; null where it is the family’s.',
  })
  person!: string | null;

  @Personal('general', () => String, { description: 'How far it had come: a code of the set goal-progress.' })
  progress!: string | null;

  @Personal('special', () => String, {
    description: 'What was said of it at the review, in words; null where nothing was.',
  })
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How far a goal has come, as it was last reviewed.' })
export class LastProgress extends GoalProgressView {
  @Process(() => OccurredAtAnswer, { description: 'When it was reviewed.' })
  on!: OccurredAtAnswer;
}

@ObjectType({ description: 'What is to be better, for one of the family or for all of it.' })
export class PlanGoalView {
  @Process(() => ID, { description: 'The goal’s id: what orders about it name.' })
  goal!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'Whose goal it is: the id of a person; null where it is the family’s.',
  })
  person!: string | null;

  @Process(() => Boolean, { description: 'Whether it is of the plan in force, or of the last that was.' })
  standing!: boolean;

  @Process(() => ID, { description: 'The worker who recorded it (`worker-…`).' })
  setBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was set.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What is to be better, in words.' })
  wanted!: string | null;

  @Personal('special', () => String, { description: 'By what it is seen that it is better.' })
  measure!: string | null;

  @Personal('special', () => String, { description: 'How it was when the goal was set.' })
  baseline!: string | null;

  @Personal('general', () => [String], {
    description: 'Which of the Outcome Bees it serves: codes of the set outcome-bee.',
  })
  bees!: readonly string[] | null;

  @Personal('general', () => [String], {
    description: 'Which ambitions it serves: codes of the set ambition.',
  })
  ambitions!: readonly string[] | null;

  @Process(() => LastProgress, {
    nullable: true,
    description: 'How far it had come at the last review; null before the first.',
  })
  progress!: LastProgress | null;

  @Process(() => [PlanActionView], { description: 'What is to be done for it, in the order of recording.' })
  actions!: readonly PlanActionView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
