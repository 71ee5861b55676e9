import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked } from '../schema/as-of.ts';
import { ConnectionOf } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { DateScalar, Position, Token } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A person whose record need no longer be kept.' })
export class RetentionDueView {
  @Process(() => ID)
  person!: string;

  @Process(() => Position, { description: 'The place in the log of the person’s registration.' })
  since!: number;

  @Process(() => String, { description: 'The rule that ended last: a code of the set retention-rule.' })
  rule!: string;

  @Personal('general', () => DateScalar, { description: 'The last day on which it had to be kept.' })
  until!: string | null;

  @Process(() => [ID], {
    description: 'The legal holds that stand on it, by their ids (`hold-…`): it may not be erased.',
  })
  holds!: readonly string[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({
  description:
    'A page of persons in the order of their registration. It may hold fewer than were asked for while there are more.',
})
export class RetentionDueConnection extends ConnectionOf(RetentionDueView, 'RetentionDue') {}

@ArgsType()
export class RetentionDueArgs extends Asked {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Due on that day; on the day that the answer is of where left out.',
  })
  on?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many at most: 1 to 100; 50 where left out.',
  })
  first?: number | null;

  @Field(() => Token, { nullable: true, description: 'A cursor: only what follows it.' })
  after?: string | null;
}
