import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction, TimelineEventView } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'Something in the record that does not fit together, for a person to look at.' })
export class DataQualityFlag {
  @Process(() => ID)
  id!: string;

  @Process(() => Position, { description: 'Where it was raised.' })
  position!: number;

  @Process(() => DateTimeScalar)
  raisedAt!: string;

  @Process(() => [ID])
  families!: readonly string[];

  @Process(() => [ID])
  persons!: readonly string[];

  @Process(() => ID, { nullable: true })
  request!: string | null;

  @Process(() => String, { nullable: true, description: 'Of the request, else of the first family.' })
  district!: string | null;

  @Process(() => Boolean, { description: 'Whether somebody has yet to say how it was resolved.' })
  open!: boolean;

  @Detail(() => TimelineEventView, { description: 'What it says, and what showed it.' })
  event!: TimelineEventView | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('DataQualityFlagConnection')
export class DataQualityFlagConnection extends ConnectionOf(DataQualityFlag, 'DataQualityFlag') {}

@ArgsType()
export class DataQualityFlagsArgs extends AskedForPage {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those of which somebody has yet to say how they were resolved, or only the others.',
  })
  open?: boolean | null;

  @Field(() => String, { nullable: true, description: 'A code of the set district.' })
  district?: string | null;
}
