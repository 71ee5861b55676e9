import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({
  description: 'Somebody who was looked for, or registered, and may be of a sealed record.',
})
export class SealedMatch {
  @Process(() => ID, { description: 'The match’s id: what an order to settle it names.' })
  id!: string;

  @Process(() => ID, { description: 'The person whose record is sealed, by the id.' })
  matched!: string;

  @Process(() => String, { description: 'By what they were found: a code of the set match-source.' })
  foundIn!: string;

  @Process(() => DateTimeScalar, { description: 'When it was noted: an instant, in UTC.' })
  notedAt!: Date;

  @Process(() => String, {
    description: 'The role of whoever looked, or registered somebody: a code of the set role.',
  })
  byRole!: string;

  @Process(() => ID, {
    description:
      'The agency of whoever looked, or registered somebody: an id (`organisation-…`), or a name that the record does not know.',
  })
  byAgency!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What the record called that agency by then; null where it knows none of that id.',
  })
  byAgencyName!: string | null;

  @Personal('special', () => ID, {
    description: 'The person as registered by whoever was told of nobody, by the id.',
  })
  other!: string | null;

  @Process(() => Boolean, { description: 'Whether a custodian has settled it.' })
  settled!: boolean;

  @Personal('special', () => String, {
    description: 'How a custodian settled it: a code of the set sealed-match-outcome; null until one has.',
  })
  outcome!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'The seal on a record: why, by whom, who keeps it, and by when it is reviewed.' })
export class Seal {
  @Process(() => ID, { description: 'The sealed family (`family-…`), or the id of the sealed person.' })
  record!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What people call the family (`F-…`) or the person (`N-…`).',
  })
  reference!: string | null;

  @Personal('special', () => String, {
    description: 'Why the record is sealed: a code of the set seal-ground.',
  })
  ground!: string | null;

  @Personal('special', () => String, {
    description: 'What the seal rests on: a code of the set seal-authority.',
  })
  authority!: string | null;

  @Personal('special', () => String, {
    description: 'What the authority is known by: the number of an order, the date of a conference.',
  })
  authorityReference!: string | null;

  @Personal('special', () => String, { description: 'Why, in words.' })
  reason!: string | null;

  @Process(() => [ID], { description: 'The workers who keep it, by their ids (`worker-…`).' })
  custodians!: readonly string[];

  @Process(() => Boolean, {
    description:
      'Whether each custodian is suspended, or has left: nobody may read the record until another is appointed.',
  })
  unkept!: boolean;

  @Process(() => ID, { description: 'The worker who asked for it (`worker-…`).' })
  requestedBy!: string;

  @Process(() => ID, { description: 'The worker who approved it (`worker-…`).' })
  approvedBy!: string;

  @Process(() => DateScalar, { description: 'The day by which it is looked at again.' })
  reviewBy!: Date;

  @Process(() => Position, {
    description: 'The place in the log of the event by which the record was first sealed.',
  })
  since!: number;

  @Process(() => [SealedMatch], { description: 'Who was matched with it, for a custodian to settle.' })
  matches!: readonly SealedMatch[];

  @Process(() => [ID], {
    description:
      'The requests (`request-…`) in which a concern waits for children’s services to be told, for a custodian to pass on: it keeps nobody from closing help from whom it is sealed.',
  })
  concerns!: readonly string[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'A page of seals, in the order in which the records were first sealed.' })
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
