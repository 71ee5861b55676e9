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

  @Process(() => ID, { description: 'The event that calls for it.' })
  cause!: string;

  @Process(() => String, { nullable: true })
  causeType!: string | null;

  @Process(() => Position, { nullable: true })
  position!: number | null;

  @Process(() => DateTimeScalar, { nullable: true })
  recordedAt!: string | null;

  @Process(() => String, { description: 'Why: the code of a refusal, or TOO_OLD.' })
  code!: string;

  @Process(() => String, { description: 'The code in a sentence.' })
  because!: string;

  @Process(() => String, { description: 'What to do about it.' })
  mend!: string;
}

@ObjectType()
export class ParkedStepsAnswer extends Stamped {
  @Process(() => [ParkedStepItem])
  steps!: readonly ParkedStepItem[];

  @Process(() => Position, { description: 'The last event whose steps were all done or parked.' })
  dealtWith!: number;
}

@ArgsType()
export class ParkedStepsArgs extends AskedForPurpose {}

@InputType()
export class RetryParkedStepInput {
  @Field(() => String, { description: 'What looks after such events, as `parkedSteps` names it.' })
  manager!: string;

  @Field(() => ID, { description: 'Which of the steps of its cause; `*` for all of them.' })
  step!: string;

  @Field(() => ID, { description: 'The event that calls for it.' })
  cause!: string;
}
