import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';

const GapReasonEnum = enumOf(
  'GapReason',
  {
    NO_KEYWORKER: 'No keyworker was assigned.',
    NO_AGENCY: 'No agency was accountable.',
    KEYWORKER_LEFT: 'The keyworker had left, and nobody covered.',
    AGENCY_ENDED: 'The agency had ended, and none had come in its place.',
  },
  'Why nobody held an open episode.',
);

@ObjectType({ description: 'A stretch of time in which an episode was open and had no owner.' })
export class OwnershipGap {
  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => GapReasonEnum)
  because!: keyof typeof GapReasonEnum;

  @Process(() => DateTimeScalar)
  from!: string;

  @Process(() => DateTimeScalar, { nullable: true, description: 'Null while it lasts.' })
  to!: string | null;
}

@ObjectType({ description: 'Of a sound record there is none.' })
export class OwnershipGapsAnswer extends Stamped {
  @Process(() => [OwnershipGap])
  gaps!: readonly OwnershipGap[];

  @Process(() => Int, {
    description: 'Days on which an open episode had no owner for a while, over all episodes.',
  })
  daysWithoutOwner!: number;
}

@ArgsType()
export class OwnershipGapsArgs extends Asked {}

@ObjectType({ description: 'An entry recorded later than it was so. What it says is in its timeline.' })
export class LateEntry {
  @Process(() => Position)
  position!: number;

  @Process(() => String)
  type!: string;

  @Process(() => Int, { description: 'Whole days of London between.' })
  days!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => OccurredAtAnswer)
  occurredAt!: OccurredAtAnswer;

  @Process(() => String, { nullable: true, description: 'Why it was late, a code of `late-reason`.' })
  reason!: string | null;

  @Process(() => ID, { nullable: true })
  family!: string | null;

  @Process(() => ID, { nullable: true })
  request!: string | null;

  @Process(() => String, { nullable: true })
  district!: string | null;

  @Process(() => String)
  role!: string;

  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;
}

@ObjectType('LateEntryConnection')
export class LateEntryConnection extends ConnectionOf(LateEntry, 'LateEntry') {}

@ArgsType()
export class LateEntriesArgs extends AskedForPage {
  @Field(() => Int, { defaultValue: 1, description: 'At least 1.' })
  minDays!: number;

  @Field(() => String, { nullable: true, description: 'A code of the set district.' })
  district?: string | null;
}
