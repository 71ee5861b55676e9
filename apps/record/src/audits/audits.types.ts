import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { AuditState, DisputeState } from '#libs/read-models';
import type { CaseStanding } from '#libs/service';
import { CaseStandingEnum } from '../samples/samples.types.ts';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Process } from '../schema/field-class.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import {
  AuditActionView,
  AuditAnswerView,
  AuditDispute,
  AuditGrading,
  AuditJudgement,
  FamilyFeedback,
  ImmediateConcernView,
  PractitionerReflection,
} from './audit-text.types.ts';

export const AuditStateEnum = enumOf(
  'AuditState',
  {
    ASSIGNED: 'Somebody is to make it.',
    PINNED: 'It is settled as of when the case is looked at.',
    GRADED: 'It is graded.',
    WITHDRAWN: 'It was given up.',
  } satisfies Record<AuditState, string>,
  'How far an audit is.',
);

const GradeDisputeEnum = enumOf(
  'GradeDisputeState',
  {
    NONE: 'Nobody disputes the grade.',
    OPEN: 'Somebody disputes it, and that is not settled.',
    SETTLED: 'It was disputed, and that is settled.',
  } satisfies Record<DisputeState, string>,
  'Whether a grade is disputed.',
);

@ObjectType({ description: 'How the help of one episode was judged, without what was said.' })
export class AuditView {
  @Process(() => ID, { description: 'The id of the audit (`audit-…`).' })
  id!: string;

  @Process(() => Position, { description: 'The entry by which it was assigned.' })
  since!: number;

  @Process(() => ID)
  episode!: string;

  @Process(() => ID, { nullable: true, description: 'The family in whose record the episode stands now.' })
  family!: string | null;

  @Process(() => String, { nullable: true, description: 'That family’s.' })
  reference!: string | null;

  @Process(() => CaseStandingEnum, { description: 'What became of the case since it was assigned.' })
  standing!: CaseStanding['standing'];

  @Process(() => ID, { nullable: true, description: 'The sample of which it is a case.' })
  sample!: string | null;

  @Process(() => String, { nullable: true, description: 'A code of `audit-reason`.' })
  reason!: string | null;

  @Process(() => ID, { nullable: true, description: 'The audit beside which it is made, blind.' })
  secondOf!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'The account; not told to whoever answers for the work.',
  })
  auditor!: string | null;

  @Process(() => AuditStateEnum, { description: 'How far it is.' })
  state!: AuditState;

  @Process(() => Position, { nullable: true, description: 'The position as of which the case is looked at.' })
  pinned!: number | null;

  @Detail(() => String, { description: 'What the auditor gave: a code of `audit-grade`.' })
  overall!: string | null;

  @Detail(() => String, { description: 'What the moderator gave.' })
  moderated!: string | null;

  @Detail(() => String, { description: 'The grade that counts.' })
  grade!: string | null;

  @Process(() => GradeDisputeEnum, { description: 'Whether the grade is disputed.' })
  dispute!: DisputeState;

  @Detail(() => Boolean, { description: 'Something was found in it that cannot wait.' })
  concern!: boolean;

  @Detail(() => Boolean, {
    description: 'Another is to look at it: by its grade, or as its auditor is new.',
  })
  awaitsModeration!: boolean;

  @Process(() => DateTimeScalar, { description: 'When it was assigned: an instant, in UTC.' })
  assignedAt!: string;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was graded: an instant, in UTC; null until then.',
  })
  gradedAt!: string | null;
}

@ObjectType({ description: 'Audits, in the order in which they were assigned.' })
export class AuditConnection extends ConnectionOf(AuditView, 'Audit') {}

@ObjectType({ description: 'An audit, with what was found and said.' })
export class AuditAnswer extends Stamped {
  @Process(() => AuditView, { description: 'The audit, without what was said.' })
  audit!: AuditView;

  @Process(() => Boolean, { description: 'Whether something that was said in the audit is erased.' })
  erased!: boolean;

  @Process(() => [AuditAnswerView], { description: 'The last answer to each question.' })
  answers!: readonly AuditAnswerView[];

  @Process(() => AuditGrading, {
    nullable: true,
    description: 'How the auditor graded the whole; null until then.',
  })
  grading!: AuditGrading | null;

  @Process(() => [ImmediateConcernView], { description: 'What was found in it that cannot wait.' })
  concerns!: readonly ImmediateConcernView[];

  @Process(() => [PractitionerReflection], { description: 'What workers of the case said of it.' })
  reflections!: readonly PractitionerReflection[];

  @Process(() => [FamilyFeedback], { description: 'What somebody of the family said of the help.' })
  feedback!: readonly FamilyFeedback[];

  @Process(() => AuditJudgement, {
    nullable: true,
    description: 'What the moderator judged; null until then.',
  })
  moderation!: AuditJudgement | null;

  @Process(() => AuditDispute, {
    nullable: true,
    description: 'Why the grade is disputed; null where it is not.',
  })
  dispute!: AuditDispute | null;

  @Process(() => AuditJudgement, { nullable: true, description: 'How a dispute was settled.' })
  resolution!: AuditJudgement | null;

  @Process(() => [AuditActionView], { description: 'What is to be done because of it.' })
  actions!: readonly AuditActionView[];
}

@ObjectType({ description: 'The audits of a family’s help that whoever asks may know of.' })
export class CaseAudits extends Stamped {
  @Process(() => [AuditView], { description: 'In the order in which they were assigned.' })
  audits!: readonly AuditView[];
}

@ArgsType()
export class AuditArgs extends Asked {
  @Field(() => ID, { description: 'The id of an audit.' })
  audit!: string;
}

@ArgsType()
export class CaseAuditsArgs extends Asked {
  @Field(() => ID, { description: 'The reference or the id of a family.' })
  family!: string;
}

@ArgsType()
export class AuditsArgs extends AskedForPage {
  @Field(() => String, {
    nullable: true,
    description: 'Only those of this account; an auditor is shown the own.',
  })
  auditor?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those of this sample.' })
  sample?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those of this episode.' })
  episode?: string | null;

  @Field(() => AuditStateEnum, { nullable: true, description: 'Only those that are as far.' })
  state?: AuditState | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those in which something was found that cannot wait, or only others.',
  })
  concern?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those of which the grade is disputed now, or only others.',
  })
  disputed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that another is to look at.' })
  awaitingModeration?: boolean | null;
}
