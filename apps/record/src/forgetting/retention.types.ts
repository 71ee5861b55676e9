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

  @Process(() => Position, { description: 'The entry by which the person was registered.' })
  since!: number;

  @Process(() => String, { description: 'Of the code set retention-rule: the one that ended last.' })
  rule!: string;

  @Personal('general', () => DateScalar, { description: 'The last day on which it had to be kept.' })
  until!: string | null;

  @Process(() => [ID], { description: 'Legal holds that stand on it: it may not be erased.' })
  holds!: readonly string[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({
  description:
    'In the order in which they were registered. A page may hold fewer than were asked for while there are more.',
})
export class RetentionDueConnection extends ConnectionOf(RetentionDueView, 'RetentionDue') {}

@ArgsType()
export class RetentionDueArgs extends Asked {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Due on that day; on the day that the answer is of where left out.',
  })
  on?: Date | null;

  @Field(() => Int, { nullable: true, description: '1 to 100; 50 where left out.' })
  first?: number | null;

  @Field(() => Token, { nullable: true, description: 'A cursor: only what follows it.' })
  after?: string | null;
}
