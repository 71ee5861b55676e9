import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Precision } from '#libs/contracts';
import { enumOf } from '../schema/scalars.ts';

const PrecisionEnum = enumOf(
  'Precision',
  ['INSTANT', 'DATE', 'MONTH', 'YEAR', 'UNKNOWN'] satisfies Precision[],
  'How exactly a time is known.',
);

@InputType()
export class OccurredAtInput {
  @Field(() => String, { nullable: true, description: '2026-03-10T09:30:00Z, 2026-03-10, 2026-03 or 2026.' })
  value?: string | null;

  @Field(() => PrecisionEnum)
  precision!: Precision;

  @Field(() => String, { nullable: true })
  end?: string | null;
}

/** What every command has beside its own fields. */
@InputType({ isAbstract: true })
export abstract class CommandInput {
  @Field(() => ID, { description: 'A UUID of the caller’s making. Sent again, it gives the first answer.' })
  commandId!: string;

  @Field(() => Int, { nullable: true, description: 'The revision the form saw.' })
  expectedRevision?: number | null;

  @Field(() => OccurredAtInput, {
    nullable: true,
    description: 'When it was true in the world; now, where left out.',
  })
  occurredAt?: OccurredAtInput | null;

  @Field(() => String, { nullable: true, description: 'Why it is recorded more than five days late.' })
  lateReason?: string | null;
}
