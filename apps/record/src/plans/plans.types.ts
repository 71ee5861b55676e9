import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { PlanAsOf } from '#libs/read-models';
import { Asked, REVISION, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateScalar, enumOf } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { GoalProgressView, PlanGoalView } from './goals.types.ts';
import { TafView } from './taf.types.ts';

export { PlanActionView, PlanGoalView } from './goals.types.ts';
export { TafView } from './taf.types.ts';

const PlanStatusEnum = enumOf(
  'PlanStatus',
  {
    NONE: 'No plan was agreed; the team may have met.',
    AGREED: 'A plan is in force.',
    ENDED: 'The plan is in force no longer.',
  } satisfies Record<PlanAsOf['status'], string>,
  'Whether a plan is in force.',
);

@ObjectType({
  description: 'What the family agreed to: the first plan, or a version in the place of the one before.',
})
export class PlanVersion {
  @Process(() => Int)
  version!: number;

  @Process(() => [ID], { description: 'Who of the family agreed.' })
  agreedBy!: readonly string[];

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Process(() => ID)
  takenBy!: string;

  @Personal('general', () => Boolean, { description: 'Whether somebody of the family was there.' })
  familyPresent!: boolean | null;

  @Personal('special', () => String, { description: 'Why nobody of the family was there.' })
  absentReason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'How far the goals had come, and by when they are looked at again.' })
export class PlanReview {
  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Process(() => ID)
  reviewedBy!: string;

  @Process(() => DateScalar)
  nextDue!: string;

  @Process(() => [GoalProgressView])
  progress!: readonly GoalProgressView[];
}

@ObjectType({ description: 'Somebody was given a copy of the plan.' })
export class PlanCopy {
  @Process(() => ID)
  to!: string;

  @Process(() => Int, { description: 'Of which version.' })
  version!: number;

  @Process(() => String, { description: 'Of the code set contact-method.' })
  how!: string;

  @Process(() => ID)
  sharedBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;
}

@ObjectType({ description: 'Somebody was given no copy of the plan.' })
export class PlanCopyWithheldView {
  @Process(() => ID)
  from!: string;

  @Process(() => Int)
  version!: number;

  @Process(() => Boolean, { description: 'Nobody else of the family was to have one either.' })
  nobodyElse!: boolean;

  @Process(() => ID)
  decidedBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'The action plan of an episode of help, and the team around the family.' })
export class FamilyPlan extends Stamped {
  @Process(() => ID)
  family!: string;

  @Process(() => ID)
  episode!: string;

  @Process(() => PlanStatusEnum)
  status!: PlanAsOf['status'];

  @Process(() => Int, { nullable: true, description: REVISION })
  revision!: number | null;

  @Process(() => OccurredAtAnswer, { nullable: true })
  endedOn!: OccurredAtAnswer | null;

  @Personal('general', () => String, { description: 'Of the code set plan-end-reason.' })
  endReason!: string | null;

  @Process(() => [PlanVersion], { description: 'The last one is in force, or was.' })
  versions!: readonly PlanVersion[];

  @Process(() => [PlanGoalView])
  goals!: readonly PlanGoalView[];

  @Process(() => [TafView], { description: 'When the team met.' })
  tafs!: readonly TafView[];

  @Process(() => [PlanReview])
  reviews!: readonly PlanReview[];

  @Process(() => [PlanCopy])
  copies!: readonly PlanCopy[];

  @Process(() => [PlanCopyWithheldView])
  withheld!: readonly PlanCopyWithheldView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ArgsType()
export class PlanArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => ID, { nullable: true, description: 'Of which episode of its help; the last, where left out.' })
  episode?: string | null;
}
