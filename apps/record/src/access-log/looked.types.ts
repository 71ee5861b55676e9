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

  @Process(() => String, { description: 'What the rule is called.' })
  title!: string;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who signs in with it, where the record knows one.',
  })
  worker!: string | null;

  @Process(() => String, { description: 'The role that the account had: a code of the set role.' })
  role!: string;

  @Process(() => ID, {
    description:
      'The agency that the account was of, as its token said: an id (`organisation-…`), or a name that the record does not know.',
  })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => Int, { description: 'How many times they looked, of what the rule counts.' })
  looks!: number;

  @Process(() => Int, { description: 'How many families they were of.' })
  families!: number;

  @Process(() => DateTimeScalar, { description: 'The first of those times: an instant, in UTC.' })
  firstAt!: string;

  @Process(() => DateTimeScalar, { description: 'The last of those times: an instant, in UTC.' })
  lastAt!: string;
}

@ObjectType({ description: 'What was unusual about who looked on a day.' })
export class UnusualAccessAnswer extends Stamped {
  @Process(() => [UnusualAccess], {
    description: 'What the rules found, in their order: for each rule and account at most one.',
  })
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

@ObjectType({ description: 'A day on which somebody of a kind of agency looked.' })
export class LookedOnDay {
  @Process(() => DateScalar, { description: 'The Europe/London day.' })
  day!: string;

  @Process(() => String, {
    nullable: true,
    description: 'A code of the set agency-type; null where the record knows no agency of that id.',
  })
  agencyType!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'What that kind of agency is called; null where the kind is not known.',
  })
  title!: string | null;
}

@ObjectType({
  description: 'On which days which kinds of agency looked at a family: what the family may be given.',
})
export class WhoLookedAnswer extends Stamped {
  @Process(() => [LookedOnDay], {
    description: 'The days, the latest first, each with a kind of agency that looked.',
  })
  days!: readonly LookedOnDay[];
}
