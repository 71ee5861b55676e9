import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { AssessmentAsOf } from '#libs/read-models';
import { Asked, REVISION, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { enumOf } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { AnalysisView, FindingView, NeedView, StrengthView, VoiceView } from './findings.types.ts';
import { AssessmentCopy, AssessmentCopyWithheldView, LeftOutView, SignatureView } from './signing.types.ts';

const AssessmentStatusEnum = enumOf(
  'AssessmentStatus',
  {
    OPEN: 'It is being assessed.',
    FINAL: 'The assessment is complete.',
    ABANDONED: 'It was given up; what it says stands.',
  } satisfies Record<AssessmentAsOf['status'], string>,
  'How an assessment stands.',
);

@ObjectType({ description: 'One assessment of a family’s help.' })
export class FamilyAssessment {
  @Process(() => ID, { description: 'Its id (`assessment-…`).' })
  assessment!: string;

  @Process(() => ID)
  episode!: string;

  @Process(() => String, { description: 'Whom it is of: a code of the set assessment-scope.' })
  scope!: string;

  @Personal('special', () => String, { description: 'Which kind: a code of the set assessment-type.' })
  type!: string | null;

  @Personal('special', () => String, { description: 'On which form: a code of the set assessment-form.' })
  formVersion!: string | null;

  @Process(() => AssessmentStatusEnum, { description: 'How it stood by then.' })
  status!: AssessmentAsOf['status'];

  @Process(() => [ID], { description: 'The children assessed, by their ids.' })
  children!: readonly string[];

  @Process(() => [LeftOutView], { description: 'The children helped whose parents refused.' })
  leftOut!: readonly LeftOutView[];

  @Process(() => ID, { description: 'The worker who began it (`worker-…`).' })
  startedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it began.' })
  on!: OccurredAtAnswer;

  @Process(() => [NeedView], { description: 'The needs that were found.' })
  needs!: readonly NeedView[];

  @Process(() => [StrengthView], { description: 'What goes well.' })
  strengths!: readonly StrengthView[];

  @Process(() => [VoiceView], { description: 'What was said, and why somebody was not heard.' })
  voices!: readonly VoiceView[];

  @Process(() => [AnalysisView], { description: 'What the keyworker makes of it; the last one last.' })
  analyses!: readonly AnalysisView[];

  @Process(() => [FindingView], { description: 'What was found of each child, once it is complete.' })
  findings!: readonly FindingView[];

  @Process(() => ID, { nullable: true, description: 'The worker who completed it (`worker-…`).' })
  finalisedBy!: string | null;

  @Process(() => OccurredAtAnswer, { nullable: true, description: 'When it was complete.' })
  finalisedOn!: OccurredAtAnswer | null;

  @Process(() => [SignatureView], { description: 'Who signed it, and who did not.' })
  signatures!: readonly SignatureView[];

  @Process(() => [AssessmentCopy], { description: 'Who was given a copy of it.' })
  copies!: readonly AssessmentCopy[];

  @Process(() => [AssessmentCopyWithheldView], { description: 'Who is given no copy of it.' })
  withheld!: readonly AssessmentCopyWithheldView[];

  @Process(() => OccurredAtAnswer, { nullable: true, description: 'When it was given up.' })
  abandonedOn!: OccurredAtAnswer | null;

  @Personal('special', () => String, {
    description: 'Why it was given up: a code of the set assessment-abandon-reason.',
  })
  abandonReason!: string | null;

  @Personal('special', () => String, { description: 'Why it was given up, in words.' })
  abandonNote!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'The assessments of an episode of help.' })
export class FamilyAssessments extends Stamped {
  @Process(() => ID)
  family!: string;

  @Process(() => ID)
  episode!: string;

  @Process(() => Int, { nullable: true, description: REVISION })
  revision!: number | null;

  @Process(() => Boolean, {
    description: 'Whether something that was recorded of the assessments is erased.',
  })
  erased!: boolean;

  @Process(() => [FamilyAssessment], { description: 'In the order in which they were begun.' })
  assessments!: readonly FamilyAssessment[];
}

@ArgsType()
export class AssessmentArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => ID, { nullable: true, description: 'Of which episode of its help; the last, where left out.' })
  episode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only this one (`assessment-…`); all, where left out.' })
  assessment?: string | null;
}
