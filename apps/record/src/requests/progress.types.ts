import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';

const ProgressStateEnum = enumOf(
  'ProgressState',
  {
    RECEIVED: 'It came in, and nobody has looked at it yet.',
    IN_HAND: 'Somebody looks at it.',
    SETTLED: 'It was dealt with.',
    WITHDRAWN: 'It was withdrawn.',
  },
  'How far a request has come, for whoever sent it.',
);

@ObjectType({
  description: 'What whoever sent a request was told came of it, as it stood when they were told.',
})
export class SenderTold {
  @Process(() => Position)
  position!: number;

  @Process(() => OccurredAtAnswer)
  toldAt!: OccurredAtAnswer;

  @Process(() => String, { description: 'How they were told: a code of contact-method.' })
  how!: string;

  @Process(() => String, { description: 'How much they were told: a code of feedback-content.' })
  content!: string;

  @Process(() => String, {
    nullable: true,
    description: 'A code of triage-outcome, where they were told it.',
  })
  outcome!: string | null;

  @Process(() => ID, { nullable: true, description: 'The agency that helps, where they were told which.' })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;
}

@ObjectType({
  description: 'How far a request has come, and what whoever sent it was told: nothing of the family.',
})
export class RequestProgress extends Stamped {
  @Process(() => ID)
  request!: string;

  @Process(() => String)
  reference!: string;

  @Process(() => DateTimeScalar)
  receivedAt!: string;

  @Process(() => ProgressStateEnum)
  state!: keyof typeof ProgressStateEnum;

  @Process(() => [SenderTold], { description: 'The earliest first.' })
  told!: readonly SenderTold[];
}

@ArgsType()
export class RequestProgressArgs extends Asked {
  @Field(() => ID, { description: 'The request’s reference (R-…) or id.' })
  request!: string;
}
