import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({
  description: 'Somebody who was looked for, or registered, and may be of a sealed record.',
})
export class SealedMatch {
  @Process(() => ID)
  id!: string;

  @Process(() => ID, { description: 'The person whose record is sealed.' })
  matched!: string;

  @Process(() => String, { description: 'Of the code set match-source.' })
  foundIn!: string;

  @Process(() => DateTimeScalar)
  notedAt!: Date;

  @Process(() => String, { description: 'The role of whoever looked, or registered somebody.' })
  byRole!: string;

  @Process(() => ID)
  byAgency!: string;

  @Process(() => String, { nullable: true })
  byAgencyName!: string | null;

  @Personal('special', () => ID, { description: 'The person as registered by whoever was told of nobody.' })
  other!: string | null;

  @Process(() => Boolean)
  settled!: boolean;

  @Personal('special', () => String, { description: 'Of the code set sealed-match-outcome.' })
  outcome!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'The seal on a record: why, by whom, who keeps it, and by when it is reviewed.' })
export class Seal {
  @Process(() => ID, { description: 'The sealed family or person.' })
  record!: string;

  @Process(() => String, { nullable: true })
  reference!: string | null;

  @Personal('special', () => String, { description: 'Of the code set seal-ground.' })
  ground!: string | null;

  @Personal('special', () => String, { description: 'What it rests on: of the code set seal-authority.' })
  authority!: string | null;

  @Personal('special', () => String)
  authorityReference!: string | null;

  @Personal('special', () => String)
  reason!: string | null;

  @Process(() => [ID])
  custodians!: readonly string[];

  @Process(() => Boolean, {
    description:
      'Each custodian is suspended, or has left: nobody may read the record until another is appointed.',
  })
  unkept!: boolean;

  @Process(() => ID)
  requestedBy!: string;

  @Process(() => ID)
  approvedBy!: string;

  @Process(() => DateScalar)
  reviewBy!: Date;

  @Process(() => Position, { description: 'Where it was first sealed.' })
  since!: number;

  @Process(() => [SealedMatch], { description: 'Who was matched with it, for a custodian to settle.' })
  matches!: readonly SealedMatch[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType()
export class SealConnection extends ConnectionOf(Seal, 'Seal') {}

@ArgsType()
export class SealsArgs extends AskedForPage {
  @Field(() => DateScalar, { nullable: true, description: 'Only those to be reviewed by this day.' })
  reviewBy?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Where it is true, only those of which each custodian is suspended, or has left.',
  })
  unkept?: boolean | null;
}
