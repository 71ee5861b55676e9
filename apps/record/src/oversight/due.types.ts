import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { clocks } from '#libs/read-models';
import { ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, enumOf, Position } from '../schema/scalars.ts';
import { Owned, OwnedArgs } from './owned.types.ts';

const WAITED_FOR: Readonly<Record<string, string>> = {
  REQUEST_ACKNOWLEDGED: 'Whoever sent a request is to be told that it came in.',
  REQUEST_TRIAGED: 'A request is to be triaged.',
  REQUEST_TRIAGED_URGENT: 'An urgent request is to be triaged.',
  CONCERN_PASSED: 'A safeguarding concern is to be passed to children’s services.',
  PANEL_DECISION: 'A panel is to decide a request that was sent to it.',
  ALLOCATION_ANSWER: 'An agency is to answer what a panel allocated to it.',
  REFERRER_TOLD: 'Whoever sent a request is to be told what came of it.',
  STEP_UP_ANSWER: 'A step up is to be answered.',
  STEP_UP_ANSWER_URGENT: 'An urgent step up is to be answered.',
  STEP_DOWN_ANSWER: 'A step down is to be answered.',
  AGREEMENT_REVIEW: 'The family is to be asked again whether it agrees.',
  DRIFT: 'Open help is to be looked at as a whole.',
  COVER_ENDS: 'The last day comes on which somebody covers for a keyworker.',
  AGREEMENT_ENDED:
    'A child is helped for whom agreement has ended: close, hand over, or share on another basis.',
  FIRST_TAF: 'The team around the family is to meet for the first time.',
  FFA_COMPLETE: 'A Families First Assessment is to be complete.',
  PLAN_REVIEW: 'A plan is to be reviewed.',
  PLAN_COPY: 'The parents are to have a copy of the plan.',
  PLAN_ACTION: 'An action of a plan is to be done.',
};

export const ClockEnum = enumOf(
  'Clock',
  Object.fromEntries(clocks.map((clock) => [clock, WAITED_FOR[clock] ?? ''])),
  'Something the work must come to within a time that the authority sets: a code of the set clock, which has its limit.',
);

@ObjectType({ description: 'A clock that runs: what is waited for, until when, and whose it is.' })
export class DueItem extends Owned {
  @Process(() => ClockEnum, { description: 'Which clock runs.' })
  clock!: string;

  @Process(() => String, { description: 'What the clock is called.' })
  title!: string;

  @Process(() => ID, { description: 'The request, episode, step or action it runs for.' })
  about!: string;

  @Process(() => String, { nullable: true, description: 'The family’s reference, or the request’s.' })
  reference!: string | null;

  @Process(() => Position, { description: 'The place in the log of the event that started it.' })
  started!: number;

  @Process(() => DateScalar, { description: 'The day on which it began to run.' })
  startedOn!: string;

  @Process(() => DateScalar, { description: 'The last day in time.' })
  dueOn!: string;

  @Process(() => Int, { description: 'How many days it is overdue; 0 while it is in time.' })
  daysOverdue!: number;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it is about (`family-…`); null where it is about none.',
  })
  family!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The episode of help that it is about (`episode-…`); null where it is about none.',
  })
  episode!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The request that it is about (`request-…`); null where it is about none.',
  })
  request!: string | null;
}

@ObjectType('DueConnection', { description: 'A page of running clocks, the longest overdue first.' })
export class DueConnection extends ConnectionOf(DueItem, 'Due') {}

@ArgsType()
export class DueArgs extends OwnedArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Due by the end of this day; the day the answer is of where left out.',
  })
  by?: Date | null;

  @Field(() => [ClockEnum], { nullable: true, description: 'Only these clocks; all of them where left out.' })
  clocks?: readonly string[] | null;
}
