import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';

const ProgressStateEnum = enumOf(
  'ProgressState',
  {
    RECEIVED: 'It came in, and was not acknowledged yet.',
    IN_HAND: 'It was acknowledged, put off or reopened, and is not decided yet.',
    SETTLED: 'Triage or a panel decided it, or the advice was given.',
    WITHDRAWN: 'It was withdrawn.',
  },
  'How far a request has come, for whoever sent it.',
);

@ObjectType({
  description: 'What whoever sent a request was told came of it, as it stood when they were told.',
})
export class SenderTold {
  @Process(() => Position, { description: 'The place in the log of the event that says so.' })
  position!: number;

  @Process(() => OccurredAtAnswer, { description: 'When they were told.' })
  toldAt!: OccurredAtAnswer;

  @Process(() => String, { description: 'How they were told: a code of the set contact-method.' })
  how!: string;

  @Process(() => String, { description: 'How much they were told: a code of the set feedback-content.' })
  content!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What was decided: a code of the set triage-outcome; null where they were not told it.',
  })
  outcome!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that helps (`organisation-…`); null where they were not told which.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;
}

@ObjectType({
  description: 'How far a request has come, and what whoever sent it was told: nothing of the family.',
})
export class RequestProgress extends Stamped {
  @Process(() => ID, { description: 'The request’s id (`request-…`).' })
  request!: string;

  @Process(() => String, { description: 'What people call the request: `R-` and ten characters.' })
  reference!: string;

  @Process(() => DateTimeScalar, { description: 'When it came in: an instant, in UTC.' })
  receivedAt!: string;

  @Process(() => ProgressStateEnum, { description: 'How far it was by then.' })
  state!: keyof typeof ProgressStateEnum;

  @Process(() => [SenderTold], { description: 'What they were told, the earliest first.' })
  told!: readonly SenderTold[];
}

@ArgsType()
export class RequestProgressArgs extends Asked {
  @Field(() => ID, { nullable: true, description: 'The request’s reference (R-…) or id.' })
  request?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Instead, the number under which the caller’s agency sent it, as it stands now; of several requests the last that came in.',
  })
  senderReference?: string | null;
}
