import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';

@ObjectType({ description: 'One read of a record, or one that was refused.' })
export class Viewing {
  @Process(() => DateTimeScalar)
  at!: string;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => String)
  role!: string;

  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  onBehalfOf!: string | null;

  @Process(() => String)
  purpose!: string;

  @Process(() => String, { description: 'GRANTED or REFUSED.' })
  effect!: string;

  @Process(() => String)
  door!: string;

  @Process(() => [String], { description: 'What was asked for, by the name of the query’s field.' })
  reads!: readonly string[];

  @Process(() => [String])
  relationships!: readonly string[];

  @Process(() => [String], { description: 'Classes of personal data in the answer.' })
  classes!: readonly string[];

  @Process(() => Position, { description: 'The record’s position that the answer was of.' })
  ofPosition!: number;
}

@ObjectType('ViewingConnection')
export class ViewingConnection extends ConnectionOf(Viewing, 'Viewing') {}

@ArgsType()
export class WhoSawArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'A person’s reference (N-…) or id.' })
  person?: string | null;

  @Field(() => ID, { nullable: true, description: 'A family’s reference (F-…) or id.' })
  family?: string | null;

  @Field(() => ID, { nullable: true, description: 'A request’s reference (R-…) or id.' })
  request?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  to?: Date | null;
}
