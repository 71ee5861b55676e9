import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { JsonObject } from '#libs/contracts';
import { Asked, StampedToo, ViewEnum } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Masked, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, JsonScalar, Position } from '../schema/scalars.ts';

export const TimelineOrder = enumOf(
  'TimelineOrder',
  {
    RECORDED: 'By when it was recorded: the position.',
    OCCURRED: 'By when it was true in the world.',
  },
  'By when it was recorded (the position), or by when it was true in the world.',
);

const RedactionReasonEnum = enumOf(
  'RedactionReason',
  {
    WITHHELD: 'It is of a class that you may not read.',
    ERASED: 'Its key is destroyed.',
    RESTRICTED: 'It is kept, and not used. An empty pointer is of the whole record.',
  },
  'Why something is not shown.',
);

@ObjectType({ description: 'A field that is recorded and not shown.' })
export class Redaction {
  @Process(() => String, { description: 'RFC 6901, into what it is missing from.' })
  pointer!: string;

  @Process(() => RedactionReasonEnum)
  reason!: string;
}

@ObjectType({ description: 'Who recorded it.' })
export class RecordedBy {
  @Process(() => String)
  role!: string;

  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => ID, { nullable: true })
  onBehalfOf!: string | null;
}

@ObjectType('Amendment', { description: 'A correction, or a voiding, that stands.' })
export class AmendmentView {
  @Process(() => ID)
  event!: string;

  @Process(() => Position)
  position!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => String, { description: 'A code of the set correction-reason.' })
  reason!: string;

  @Process(() => ID, { nullable: true, description: 'The worker who approved it.' })
  approvedBy!: string | null;
}

@ObjectType('Citation', {
  description: 'An entry that another names, which goes on naming it whatever became of it.',
})
export class CitationView {
  @Process(() => ID)
  event!: string;

  @Process(() => Position)
  position!: number;

  @Process(() => Boolean, { description: 'By what was known by then.' })
  corrected!: boolean;

  @Process(() => Boolean, { description: 'By what was known by then.' })
  voided!: boolean;
}

@ObjectType({ description: 'How an agency came to know of an entry that others recorded.' })
export class ToldAgency {
  @Process(() => Position, { description: 'Of the last disclosure of it by then.' })
  position!: number;

  @Process(() => DateTimeScalar, { description: 'When that was recorded.' })
  recordedAt!: string;

  @Process(() => Boolean, {
    description:
      'Whether it was corrected or voided since, by what was known by then, and the agency was not told.',
  })
  changedSince!: boolean;
}

@ObjectType('TimelineEvent', { description: 'One event, with both its times.' })
export class TimelineEventView {
  @Process(() => ID)
  id!: string;

  @Process(() => Position)
  position!: number;

  @Process(() => ID)
  stream!: string;

  @Process(() => Int)
  revision!: number;

  @Process(() => String)
  type!: string;

  @Process(() => Int)
  version!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => DateTimeScalar, { description: 'From when on the record as a whole held it.' })
  knownAt!: string;

  @Masked(() => OccurredAtAnswer)
  occurredAt!: OccurredAtAnswer;

  @Masked(() => Int, { description: 'Whole days, in London, from occurred to recorded.' })
  late!: number;

  @Process(() => String, { nullable: true })
  lateReason!: string | null;

  @Process(() => Boolean, { description: 'By what was known by then.' })
  corrected!: boolean;

  @Process(() => Boolean, { description: 'By what was known by then.' })
  voided!: boolean;

  @Process(() => [AmendmentView], { description: 'Its corrections, the latest last.' })
  correctedBy!: readonly AmendmentView[];

  @Process(() => AmendmentView, { nullable: true })
  voidedBy!: AmendmentView | null;

  @Masked(() => [CitationView], {
    description: 'The entries it names: what caused a flag, what it amends, what a panel had before it.',
  })
  cites!: readonly CitationView[];

  @Process(() => RecordedBy)
  by!: RecordedBy;

  @Process(() => String)
  source!: string;

  @Process(() => String)
  sensitivity!: string;

  @Process(() => ID)
  correlationId!: string;

  @Process(() => ID)
  causationId!: string;

  @Process(() => [ID])
  subjects!: readonly string[];

  @Process(() => [ID])
  families!: readonly string[];

  @Process(() => JsonScalar, { description: 'Code set to the version its codes are of.' })
  codeSets!: Readonly<Record<string, string>>;

  @Masked(() => String, { description: 'One line in a practitioner’s words.' })
  summary!: string;

  @Masked(() => JsonScalar, { description: 'The event’s fields, as far as you may read them.' })
  data!: JsonObject;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];

  @Process(() => ToldAgency, {
    nullable: true,
    description:
      'Where what an agency knew was asked, and others told it this. AS_CORRECTED shows the words that it was told.',
  })
  told?: ToldAgency | undefined;
}

@ObjectType('TimelineConnection')
export class TimelineConnection extends ConnectionOf(TimelineEventView, 'Timeline') {}

@ArgsType()
export class TimelineArgs extends AskedForPage {
  @Field(() => ID, { description: 'Its reference (F-…) or its id.' })
  family!: string;

  @Field(() => TimelineOrder, { nullable: true, description: 'RECORDED where left out.' })
  order?: keyof typeof TimelineOrder | null;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_RECORDED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

@ArgsType()
export class EventArgs extends Asked {
  @Field(() => ID, { description: 'The event’s id, or its position.' })
  id!: string;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_RECORDED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

@ObjectType({ description: 'An event as it is read alone.' })
export class EventAnswer extends StampedToo(TimelineEventView) {}
