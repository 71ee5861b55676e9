import { ID, ObjectType } from '@nestjs/graphql';
import type { AuditActionState } from '#libs/read-models';
import { Personal, Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

export const AuditActionStateEnum = enumOf(
  'AuditActionState',
  {
    SET: 'It is to be done.',
    DONE: 'It is done.',
    VERIFIED: 'The audit of a later case shows that it holds.',
  } satisfies Record<AuditActionState, string>,
  'How far an action is.',
);

const BY = { nullable: true, description: 'The account; not told to whoever answers for the work.' };

@ObjectType({ description: 'How a question of an audit was answered.' })
export class AuditAnswerView {
  @Process(() => String, { description: 'A code of `audit-question`.' })
  question!: string;

  @Process(() => String, { description: 'A code of `audit-answer`.' })
  answer!: string;

  @Process(() => String, { nullable: true, description: 'A code of `audit-grade`.' })
  grade!: string | null;

  @Process(() => [ID], {
    description: 'Entries of the case that show it, as far as whoever asks may know of them.',
  })
  evidence!: readonly string[];

  @Personal('special', () => String, {
    description:
      'What the auditor says of it; null where nothing was said, its key is gone, or you may not read it.',
  })
  comment!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How an audit was graded as a whole by its auditor.' })
export class AuditGrading {
  @Process(() => String, { description: 'A code of `audit-grade`.' })
  overall!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What the auditor chose, where the whole was capped.',
  })
  chosen!: string | null;

  @Process(() => [String], { description: 'The questions of safety that capped it.' })
  cappedBy!: readonly string[];

  @Personal('special', () => String, {
    description:
      'What the auditor says of the whole; null where nothing was said, its key is gone, or you may not read it.',
  })
  summary!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Something that was found and cannot wait.' })
export class ImmediateConcernView {
  @Process(() => Position)
  position!: number;

  @Process(() => [String], { description: 'The questions of which it was found.' })
  questions!: readonly string[];

  @Personal('special', () => String, { description: 'Null where the grade of a question raised it, too.' })
  what!: string | null;

  @Process(() => ID, { nullable: true, description: 'The manager who was told by then.' })
  told!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What a worker whose work was looked at says.' })
export class PractitionerReflection {
  @Process(() => ID, { description: 'Whose work it was (`worker-…`).' })
  practitioner!: string;

  @Personal('special', () => String, {
    description: 'Their words; null once their key is gone, or where you may not read them.',
  })
  reflection!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What somebody of the family says of the help.' })
export class FamilyFeedback {
  @Process(() => ID, { description: 'The person.' })
  giver!: string;

  @Personal('special', () => String, {
    description: 'Their words; null once their key is gone, or where you may not read them.',
  })
  feedback!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Which grade counts, as another than the auditor judged.' })
export class AuditJudgement {
  @Process(() => String, { description: 'A code of `audit-grade`.' })
  grade!: string;

  @Process(() => Boolean, { description: 'It is another grade than before.' })
  changed!: boolean;

  @Personal('special', () => String, {
    description: 'Why; null once its key is gone, or where you may not read it.',
  })
  reason!: string | null;

  @Process(() => String, BY)
  by!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Why the grade is disputed.' })
export class AuditDispute {
  @Personal('special', () => String, {
    description: 'Why; null once its key is gone, or where you may not read it.',
  })
  reason!: string | null;

  @Process(() => String, BY)
  by!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What is to be done because of an audit, with what was said of it.' })
export class AuditActionView {
  @Process(() => ID, { description: 'The id of the action (`action-…`).' })
  action!: string;

  @Process(() => ID, { description: 'The worker who is to do it.' })
  owner!: string;

  @Process(() => DateScalar, { description: 'The last day in time.' })
  due!: string;

  @Process(() => AuditActionStateEnum, { description: 'How far it is.' })
  state!: AuditActionState;

  @Personal('special', () => String, {
    description: 'What is to be done; null once its key is gone, or where you may not read it.',
  })
  what!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was set: an instant, in UTC.' })
  setAt!: string;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was recorded as done: an instant, in UTC; null until then.',
  })
  doneAt!: string | null;

  @Personal('special', () => String, {
    description:
      'What was said when it was done; null where nothing was, its key is gone, or you may not read it.',
  })
  note!: string | null;

  @Process(() => ID, { nullable: true, description: 'The audit of a later case that shows that it holds.' })
  verifiedIn!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
