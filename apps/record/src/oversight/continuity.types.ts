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

  @Process(() => GapReasonEnum, { description: 'Why nobody held it.' })
  because!: keyof typeof GapReasonEnum;

  @Process(() => DateTimeScalar, { description: 'Since when nobody held it: an instant, in UTC.' })
  from!: string;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when: an instant, in UTC; null while it lasts.',
  })
  to!: string | null;
}

@ObjectType({
  description: 'The stretches of time in which an open episode had no owner: of a sound record none.',
})
export class OwnershipGapsAnswer extends Stamped {
  @Process(() => [OwnershipGap], { description: 'The stretches of time, each once.' })
  gaps!: readonly OwnershipGap[];

  @Process(() => Int, {
    description: 'Days on which an open episode had no owner for a while, over all episodes.',
  })
  daysWithoutOwner!: number;
}

@ArgsType()
export class OwnershipGapsArgs extends Asked {}

@ObjectType({
  description: 'An entry that was recorded later than it occurred. What it says stands in its timeline.',
})
export class LateEntry {
  @Process(() => Position)
  position!: number;

  @Process(() => String, { description: 'What kind of event it is, such as `EpisodeOpened`.' })
  type!: string;

  @Process(() => Int, {
    description: 'How many whole Europe/London days later it was recorded than it occurred.',
  })
  days!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => OccurredAtAnswer, {
    description: 'When it was true in the world, as exactly as it is known.',
  })
  occurredAt!: OccurredAtAnswer;

  @Process(() => String, {
    nullable: true,
    description: 'Why it was recorded late: a code of the set late-reason; null where none was given.',
  })
  reason!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it is about (`family-…`); null where it is about none.',
  })
  family!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The request that it is about (`request-…`); null where it is about none.',
  })
  request!: string | null;

  @Process(() => String, {
    nullable: true,
    description:
      'The district of that family or request: a code of the set district; null where it has none.',
  })
  district!: string | null;

  @Process(() => String, { description: 'The role of whoever recorded it: a code of the set role.' })
  role!: string;

  @Process(() => ID, {
    description:
      'The agency of whoever recorded it: an id (`organisation-…`), or a name that the record does not know.',
  })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;
}

@ObjectType('LateEntryConnection', { description: 'A page of late entries, in the order of recording.' })
export class LateEntryConnection extends ConnectionOf(LateEntry, 'LateEntry') {}

@ArgsType()
export class LateEntriesArgs extends AskedForPage {
  @Field(() => Int, { defaultValue: 1, description: 'How many days late at least: 1 or more.' })
  minDays!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Only those of this district: a code of the set district.',
  })
  district?: string | null;
}
