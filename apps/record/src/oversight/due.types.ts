import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { clocks } from '#libs/read-models';
import { ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, enumOf, Position } from '../schema/scalars.ts';
import { Owned, OwnedArgs } from './owned.types.ts';

export const ClockEnum = enumOf(
  'Clock',
  Object.fromEntries(
    clocks.map((clock) => [clock, `Its words and its limit: \`${clock}\` in the code set \`clock\`.`]),
  ),
  'Something the work must come to within a time that the authority sets (code set `clock`).',
);

@ObjectType({ description: 'A clock that runs: what is waited for, until when, and whose it is.' })
export class DueItem extends Owned {
  @Process(() => ClockEnum)
  clock!: string;

  @Process(() => String, { description: 'The clock in words.' })
  title!: string;

  @Process(() => ID, { description: 'The request, episode, step or action it runs for.' })
  about!: string;

  @Process(() => String, { nullable: true, description: 'The family’s reference, or the request’s.' })
  reference!: string | null;

  @Process(() => Position, { description: 'The event that started it.' })
  started!: number;

  @Process(() => DateScalar)
  startedOn!: string;

  @Process(() => DateScalar, { description: 'The last day in time.' })
  dueOn!: string;

  @Process(() => Int, { description: 'Days since then; 0 while it is in time.' })
  daysOverdue!: number;

  @Process(() => ID, { nullable: true })
  family!: string | null;

  @Process(() => ID, { nullable: true })
  episode!: string | null;

  @Process(() => ID, { nullable: true })
  request!: string | null;
}

@ObjectType('DueConnection')
export class DueConnection extends ConnectionOf(DueItem, 'Due') {}

@ArgsType()
export class DueArgs extends OwnedArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Due by the end of this day; the day the answer is of where left out.',
  })
  by?: Date | null;

  @Field(() => [ClockEnum], { nullable: true, description: 'All of them where left out.' })
  clocks?: readonly string[] | null;
}
