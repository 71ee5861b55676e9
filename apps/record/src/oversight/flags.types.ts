import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction, TimelineEventView } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'Something in the record that does not fit together, for a person to look at.' })
export class DataQualityFlag {
  @Process(() => ID, { description: 'The flag’s id (`flag-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => Position, { description: 'The place in the log of the event that raised it.' })
  position!: number;

  @Process(() => DateTimeScalar, { description: 'When it was raised: an instant, in UTC.' })
  raisedAt!: string;

  @Process(() => [ID], { description: 'The families that it is about, by their ids (`family-…`).' })
  families!: readonly string[];

  @Process(() => [ID], { description: 'The persons whom it is about, by their ids.' })
  persons!: readonly string[];

  @Process(() => ID, {
    nullable: true,
    description: 'The request that it is about (`request-…`); null where it is about none.',
  })
  request!: string | null;

  @Process(() => String, {
    nullable: true,
    description:
      'The district of the request, else of the first family: a code of the set district; null where it is not known.',
  })
  district!: string | null;

  @Process(() => Boolean, { description: 'Whether somebody has yet to say how it was resolved.' })
  open!: boolean;

  @Detail(() => TimelineEventView, { description: 'What it says, and what showed it.' })
  event!: TimelineEventView | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('DataQualityFlagConnection', {
  description: 'A page of flags, in the order in which they were raised.',
})
export class DataQualityFlagConnection extends ConnectionOf(DataQualityFlag, 'DataQualityFlag') {}

@ArgsType()
export class DataQualityFlagsArgs extends AskedForPage {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those of which somebody has yet to say how they were resolved; where it is false, only the others.',
  })
  open?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those of this district: a code of the set district.',
  })
  district?: string | null;
}
