import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { AskedForPurpose, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';

@ObjectType({
  description: 'A step that follows from an event by itself, was not done, and waits for a person.',
})
export class ParkedStepItem {
  @Process(() => String, { description: 'What looks after such events.' })
  manager!: string;

  @Process(() => ID, { description: 'Which of the steps of its cause; `*` for all of them.' })
  step!: string;

  @Process(() => ID, { description: 'The id of the event that calls for it.' })
  cause!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What kind of event that is, such as `RequestReceived`; null where it is not told.',
  })
  causeType!: string | null;

  @Process(() => Position, {
    nullable: true,
    description: 'The place in the log of that event; null where it is not told.',
  })
  position!: number | null;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'When that event was recorded: an instant, in UTC; null where it is not told.',
  })
  recordedAt!: string | null;

  @Process(() => String, { description: 'Why: the code of a refusal, or TOO_OLD.' })
  code!: string;

  @Process(() => String, { description: 'The code in a sentence.' })
  because!: string;

  @Process(() => String, { description: 'What to do about it.' })
  mend!: string;
}

@ObjectType({ description: 'The steps of the record’s own work that wait for a person.' })
export class ParkedStepsAnswer extends Stamped {
  @Process(() => [ParkedStepItem], { description: 'The steps that wait, the oldest first.' })
  steps!: readonly ParkedStepItem[];

  @Process(() => Position, {
    description: 'The place in the log of the last event whose steps were all done or parked.',
  })
  dealtWith!: number;
}

@ArgsType()
export class ParkedStepsArgs extends AskedForPurpose {}

@InputType({ description: 'What `retryParkedStep` takes: a step as `parkedSteps` shows it.' })
export class RetryParkedStepInput {
  @Field(() => String, { description: 'What looks after such events, as `parkedSteps` names it.' })
  manager!: string;

  @Field(() => ID, { description: 'Which of the steps of its cause; `*` for all of them.' })
  step!: string;

  @Field(() => ID, { description: 'The event that calls for it.' })
  cause!: string;
}
