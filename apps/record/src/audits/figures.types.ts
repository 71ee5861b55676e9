import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { AuditActionState } from '#libs/read-models';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar } from '../schema/scalars.ts';
import { AuditActionStateEnum } from './audit-text.types.ts';

@ObjectType({ description: 'How often a question was answered and graded so.' })
export class QuestionGrades {
  @Process(() => String, { description: 'A code of `audit-question`.' })
  question!: string;

  @Process(() => String, { description: 'A code of `audit-answer`.' })
  answer!: string;

  @Process(() => String, {
    nullable: true,
    description: 'A code of `audit-grade`; null where none was given.',
  })
  grade!: string | null;

  @Process(() => Int, { description: 'How often.' })
  count!: number;
}

@ObjectType({ description: 'How many audits have a grade.' })
export class OverallGrades {
  @Process(() => String, { description: 'A code of `audit-grade`: the one that counts.' })
  grade!: string;

  @Process(() => Int, { description: 'How often.' })
  count!: number;
}

@ObjectType({
  description:
    'How the cases of a sample were graded, of those audits that are graded. Second audits are not counted.',
})
export class GradeMatrix extends Stamped {
  @Process(() => Int, { description: 'How many of its audits are graded.' })
  graded!: number;

  @Process(() => Int, { description: 'How many are not, and were not given up.' })
  open!: number;

  @Process(() => [QuestionGrades], { description: 'By question, and in each by answer and grade.' })
  questions!: readonly QuestionGrades[];

  @Process(() => [OverallGrades], { description: 'How many have which grade; none that nobody has.' })
  overall!: readonly OverallGrades[];
}

@ObjectType({ description: 'How often a grade was given, and which the moderator gave.' })
export class ModeratedGrades {
  @Process(() => String, { description: 'What the auditor gave: a code of `audit-grade`.' })
  given!: string;

  @Process(() => String, { description: 'What the moderator gave: a code of `audit-grade`.' })
  moderated!: string;

  @Process(() => Int, { description: 'How often.' })
  count!: number;
}

@ObjectType({ description: 'How an auditor’s grades fared in moderation.' })
export class AuditorVariance {
  @Process(() => String, { description: 'The account.' })
  auditor!: string;

  @Process(() => Int, { description: 'How many of their audits were moderated.' })
  moderated!: number;

  @Process(() => Int, { description: 'How many have the same grade still.' })
  unchanged!: number;

  @Process(() => Int, { description: 'To a better grade.' })
  raised!: number;

  @Process(() => Int, { description: 'To a worse grade.' })
  lowered!: number;

  @Process(() => Float, {
    nullable: true,
    description:
      'Cohen’s kappa with quadratic weights, to four places; null where all were graded alike. Of a few audits it says little.',
  })
  kappa!: number | null;

  @Process(() => [ModeratedGrades], { description: 'Which grades were given, and which the moderator gave.' })
  grades!: readonly ModeratedGrades[];
}

@ObjectType({ description: 'How the grades of auditors fared in moderation.' })
export class ModerationVariance extends Stamped {
  @Process(() => [AuditorVariance], { description: 'One for each whose audits were moderated.' })
  auditors!: readonly AuditorVariance[];
}

@ObjectType({ description: 'What is to be done because of an audit.' })
export class AuditActionLine {
  @Process(() => ID, { description: 'The id of the action (`action-…`).' })
  action!: string;

  @Process(() => ID, { description: 'The id of the audit (`audit-…`).' })
  audit!: string;

  @Process(() => ID, { nullable: true, description: 'The family in whose record the case stands now.' })
  family!: string | null;

  @Process(() => ID, { description: 'The worker who is to do it.' })
  owner!: string;

  @Process(() => Boolean, { description: 'The worker is there to do it, and may.' })
  ownerActive!: boolean;

  @Process(() => DateScalar, { description: 'The last day in time.' })
  due!: string;

  @Process(() => Boolean, { description: 'It is not done, and its last day is over.' })
  overdue!: boolean;

  @Process(() => AuditActionStateEnum, { description: 'How far it is.' })
  state!: AuditActionState;

  @Process(() => ID, {
    nullable: true,
    description: 'The audit of a later case that shows that it holds; null until then.',
  })
  verifiedIn!: string | null;
}

@ObjectType({ description: 'What is to be done because of audits, in the order in which it was set.' })
export class AuditActionConnection extends ConnectionOf(AuditActionLine, 'AuditAction') {}

@ArgsType()
export class GradeMatrixArgs extends Asked {
  @Field(() => ID, { description: 'The id of a sample.' })
  sample!: string;
}

@ArgsType()
export class ModerationVarianceArgs extends Asked {
  @Field(() => String, { nullable: true, description: 'Only this account.' })
  auditor?: string | null;
}

@ArgsType()
export class AuditActionsArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'Only those of this worker.' })
  owner?: string | null;

  @Field(() => AuditActionStateEnum, { nullable: true, description: 'Only those that are as far.' })
  state?: AuditActionState | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that are not done, and whose last day is over.',
  })
  overdue?: boolean | null;
}
