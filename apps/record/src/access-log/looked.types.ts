import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar } from '../schema/scalars.ts';

@ArgsType()
export class UnusualAccessArgs extends Asked {
  @Field(() => DateScalar, { description: 'A day in London, with the night that begins on it.' })
  on!: Date;
}

@ObjectType({ description: 'What somebody did on a day that a rule of the authority wants looked at.' })
export class UnusualAccess {
  @Process(() => String, { description: 'A code of the set unusual-access-rule.' })
  rule!: string;

  @Process(() => String)
  title!: string;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who signs in with it, where the record knows one.',
  })
  worker!: string | null;

  @Process(() => String)
  role!: string;

  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => Int)
  looks!: number;

  @Process(() => Int, { description: 'How many families they were of.' })
  families!: number;

  @Process(() => DateTimeScalar)
  firstAt!: string;

  @Process(() => DateTimeScalar)
  lastAt!: string;
}

@ObjectType()
export class UnusualAccessAnswer extends Stamped {
  @Process(() => [UnusualAccess])
  found!: readonly UnusualAccess[];
}

@ArgsType()
export class WhoLookedArgs extends Asked {
  @Field(() => ID, { description: 'A family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day; twelve months before the last, where left out.',
  })
  from?: Date | null;

  @Field(() => DateScalar, { description: 'The last day: the exemptions must have been decided up to it.' })
  until!: Date;
}

@ObjectType({ description: 'On a day somebody of a kind of agency looked.' })
export class LookedOnDay {
  @Process(() => DateScalar)
  day!: string;

  @Process(() => String, { nullable: true, description: 'A code of the set agency-type.' })
  agencyType!: string | null;

  @Process(() => String, { nullable: true })
  title!: string | null;
}

@ObjectType()
export class WhoLookedAnswer extends Stamped {
  @Process(() => [LookedOnDay])
  days!: readonly LookedOnDay[];
}
