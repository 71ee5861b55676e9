import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Precision } from '#libs/contracts';
import { PrecisionEnum } from '../schema/occurred-at.ts';

@InputType({ description: 'When something was true in the world, as exactly as it is known.' })
export class OccurredAtInput {
  @Field(() => String, { nullable: true, description: '2026-03-10T09:30:00Z, 2026-03-10, 2026-03 or 2026.' })
  value?: string | null;

  @Field(() => PrecisionEnum, { description: 'How exactly it is known; of UNKNOWN nothing else is said.' })
  precision!: Precision;

  @Field(() => String, {
    nullable: true,
    description: 'The end, where it was a stretch of time, written as the value is.',
  })
  end?: string | null;
}

/** What every command has beside its own fields. */
@InputType({ isAbstract: true })
export abstract class CommandInput {
  @Field(() => ID, { description: 'A UUID of the caller’s making. Sent again, it gives the first answer.' })
  commandId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The last revision that the form saw of what the order is about: CONFLICT where it has another by now.',
  })
  expectedRevision?: number | null;

  @Field(() => OccurredAtInput, {
    nullable: true,
    description: 'When it was true in the world; now, where left out.',
  })
  occurredAt?: OccurredAtInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is recorded more than five days late: a code of the set late-reason.',
  })
  lateReason?: string | null;
}
