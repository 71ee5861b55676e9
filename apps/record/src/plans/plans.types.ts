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
  @Process(() => Int, { description: 'Which version it is: the first is 1.' })
  version!: number;

  @Process(() => [ID], { description: 'Who of the family agreed, by their ids.' })
  agreedBy!: readonly string[];

  @Process(() => OccurredAtAnswer, { description: 'When it was agreed.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker to whom it was said (`worker-…`).' })
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
  @Process(() => OccurredAtAnswer, { description: 'When the plan was reviewed.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who reviewed it (`worker-…`).' })
  reviewedBy!: string;

  @Process(() => DateScalar, { description: 'The day by which it is looked at again.' })
  nextDue!: string;

  @Process(() => [GoalProgressView], { description: 'How far each goal had come.' })
  progress!: readonly GoalProgressView[];
}

@ObjectType({ description: 'Somebody was given a copy of the plan.' })
export class PlanCopy {
  @Process(() => ID, { description: 'Who was given it: the id of a person.' })
  to!: string;

  @Process(() => Int, { description: 'Which version of the plan it is of.' })
  version!: number;

  @Process(() => String, { description: 'How it was given: a code of the set contact-method.' })
  how!: string;

  @Process(() => ID, { description: 'The worker who gave it (`worker-…`).' })
  sharedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was given.' })
  on!: OccurredAtAnswer;
}

@ObjectType({ description: 'Somebody was given no copy of the plan.' })
export class PlanCopyWithheldView {
  @Process(() => ID, { description: 'Who is given none: the id of a person.' })
  from!: string;

  @Process(() => Int, { description: 'Which version of the plan it is about.' })
  version!: number;

  @Process(() => Boolean, { description: 'Whether nobody else of the family was to have one either.' })
  nobodyElse!: boolean;

  @Process(() => ID, { description: 'The worker who decided it (`worker-…`).' })
  decidedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was decided.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'Why, in words.' })
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

  @Process(() => Boolean, { description: 'Whether something that was recorded of the plan is erased.' })
  erased!: boolean;

  @Process(() => PlanStatusEnum, { description: 'Whether a plan was in force by then.' })
  status!: PlanAsOf['status'];

  @Process(() => Int, { nullable: true, description: REVISION })
  revision!: number | null;

  @Process(() => OccurredAtAnswer, {
    nullable: true,
    description: 'When the plan ended; null where none did, or another was agreed since.',
  })
  endedOn!: OccurredAtAnswer | null;

  @Personal('general', () => String, {
    description: 'Why the plan ended: a code of the set plan-end-reason.',
  })
  endReason!: string | null;

  @Process(() => [PlanVersion], {
    description: 'The versions that were agreed to, the first one first: the last is in force, or was.',
  })
  versions!: readonly PlanVersion[];

  @Process(() => [PlanGoalView], {
    description:
      'The goals, in the order in which they were set; `standing` says which are of the plan in force.',
  })
  goals!: readonly PlanGoalView[];

  @Process(() => [TafView], { description: 'The meetings of the team, in the order of recording.' })
  tafs!: readonly TafView[];

  @Process(() => [PlanReview], { description: 'When the plan was reviewed, in the order of recording.' })
  reviews!: readonly PlanReview[];

  @Process(() => [PlanCopy], { description: 'Who was given a copy of it.' })
  copies!: readonly PlanCopy[];

  @Process(() => [PlanCopyWithheldView], { description: 'Who is given no copy of it.' })
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
