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
  @Process(() => ActionNoteEnum)
  kind!: ActionNoteAsOf['kind'];

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What somebody is to do for a goal by a day.' })
export class PlanActionView {
  @Process(() => ID)
  action!: string;

  @Process(() => ActionStateEnum)
  state!: ActionAsOf['state'];

  @Process(() => Boolean, { description: 'It is open, and its last day is over.' })
  overdue!: boolean;

  @Process(() => ID, { nullable: true, description: 'Who of the family does it.' })
  ownerPerson!: string | null;

  @Process(() => ID, { nullable: true })
  ownerWorker!: string | null;

  @Personal('general', () => String)
  ownerWorkerName!: string | null;

  @Process(() => ID, { nullable: true })
  ownerAgency!: string | null;

  @Process(() => String, { nullable: true })
  ownerAgencyName!: string | null;

  @Process(() => DateScalar, { description: 'The last day in time.' })
  due!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was agreed.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  what!: string | null;

  @Process(() => [PlanActionNote])
  notes!: readonly PlanActionNote[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How far a goal had come at a review.' })
export class GoalProgressView {
  @Process(() => ID)
  goal!: string;

  @Process(() => ID, { nullable: true, description: 'Whose goal it is.' })
  person!: string | null;

  @Personal('general', () => String, { description: 'Of the code set goal-progress.' })
  progress!: string | null;

  @Personal('special', () => String)
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How far a goal has come, as it was last reviewed.' })
export class LastProgress extends GoalProgressView {
  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;
}

@ObjectType({ description: 'What is to be better, for one of the family or for all of it.' })
export class PlanGoalView {
  @Process(() => ID)
  goal!: string;

  @Process(() => ID, { nullable: true, description: 'Whose it is; null where it is the family’s.' })
  person!: string | null;

  @Process(() => Boolean, { description: 'It is of the plan in force, or of the last that was.' })
  standing!: boolean;

  @Process(() => ID)
  setBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  wanted!: string | null;

  @Personal('special', () => String, { description: 'By what it is seen that it is better.' })
  measure!: string | null;

  @Personal('special', () => String, { description: 'How it was.' })
  baseline!: string | null;

  @Personal('general', () => [String], { description: 'Of the code set outcome-bee.' })
  bees!: readonly string[] | null;

  @Personal('general', () => [String], { description: 'Of the code set ambition.' })
  ambitions!: readonly string[] | null;

  @Process(() => LastProgress, { nullable: true })
  progress!: LastProgress | null;

  @Process(() => [PlanActionView])
  actions!: readonly PlanActionView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
