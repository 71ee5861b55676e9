import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { JsonObject } from '#libs/contracts';
import { Asked, StampedToo, ViewEnum } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Masked, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, JsonScalar, Position } from '../schema/scalars.ts';
import { AmendmentView, CitationView, ToldAgency } from './around-entry.types.ts';

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
  @Process(() => String, {
    description: 'Where it would stand: a JSON Pointer (RFC 6901) into what it is missing from.',
  })
  pointer!: string;

  @Process(() => RedactionReasonEnum, { description: 'Why it is not shown.' })
  reason!: string;
}

@ObjectType({ description: 'Who recorded it.' })
export class RecordedBy {
  @Process(() => String, { description: 'The role that the account had: a code of the set role.' })
  role!: string;

  @Process(() => ID, {
    description:
      'The agency that the account was of, as its token said: an id (`organisation-…`), or a name that the record does not know.',
  })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The account on whose behalf it was recorded; null where there was none.',
  })
  onBehalfOf!: string | null;
}

@ObjectType('TimelineEvent', { description: 'One event, with both its times.' })
export class TimelineEventView {
  @Process(() => ID, { description: 'The event’s id: a UUID.' })
  id!: string;

  @Process(() => Position)
  position!: number;

  @Process(() => ID, {
    description:
      'The stream that it stands in: the id of a family, a request, a panel and so on; of a person `person-` and the id.',
  })
  stream!: string;

  @Process(() => Int, { description: 'Its place in that stream, from 0.' })
  revision!: number;

  @Process(() => String, { description: 'What kind of event it is, such as `EpisodeOpened`.' })
  type!: string;

  @Process(() => Int, { description: 'The version of the shape in which it is stored, from 1.' })
  version!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => DateTimeScalar, {
    description: 'The instant from which the record as a whole held it: what `asOf.knownAt` goes by.',
  })
  knownAt!: string;

  @Masked(() => OccurredAtAnswer, {
    description: 'When it was true in the world, as exactly as it is known.',
  })
  occurredAt!: OccurredAtAnswer;

  @Masked(() => Int, {
    description:
      'How many whole Europe/London days later it was recorded than it occurred; 0 where it was not late.',
  })
  late!: number;

  @Process(() => String, {
    nullable: true,
    description: 'Why it was recorded late: a code of the set late-reason; null where none was given.',
  })
  lateReason!: string | null;

  @Process(() => Boolean, { description: 'Whether a correction of it stood, by what was known by then.' })
  corrected!: boolean;

  @Process(() => Boolean, { description: 'Whether it was void, by what was known by then.' })
  voided!: boolean;

  @Process(() => [AmendmentView], { description: 'Its corrections, the latest last.' })
  correctedBy!: readonly AmendmentView[];

  @Process(() => AmendmentView, { nullable: true, description: 'What voids it; null while it stands.' })
  voidedBy!: AmendmentView | null;

  @Masked(() => [CitationView], {
    description: 'The entries it names: what caused a flag, what it amends, what a panel had before it.',
  })
  cites!: readonly CitationView[];

  @Process(() => RecordedBy, { description: 'Who recorded it.' })
  by!: RecordedBy;

  @Process(() => String, {
    description: 'How it came into the record: UI, API, IMPORT, or SYSTEM (the service itself).',
  })
  source!: string;

  @Process(() => String, { description: 'How closely it is held: STANDARD, RESTRICTED or SEALED.' })
  sensitivity!: string;

  @Process(() => ID, {
    description: 'The id of the call that it came of, by which the service’s own log is searched.',
  })
  correlationId!: string;

  @Process(() => ID, { description: 'What called for it: the id of a command, or of an event.' })
  causationId!: string;

  @Process(() => [ID], { description: 'The persons whom it is about, by their ids.' })
  subjects!: readonly string[];

  @Process(() => [ID], { description: 'The families that it is about, by their ids (`family-…`).' })
  families!: readonly string[];

  @Process(() => JsonScalar, {
    description: 'The versions that its codes are of, by the names of the code sets.',
  })
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
      'How the agency whose knowledge was asked for came to be told this by others; null otherwise. AS_CORRECTED shows the words that it was told.',
  })
  told?: ToldAgency | undefined;
}

@ObjectType('TimelineConnection', { description: 'A page of a story, in the order that was asked for.' })
export class TimelineConnection extends ConnectionOf(TimelineEventView, 'Timeline') {}

@ArgsType()
export class TimelineArgs extends AskedForPage {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => TimelineOrder, { nullable: true, description: 'In which order; RECORDED where left out.' })
  order?: keyof typeof TimelineOrder | null;

  @Field(() => ViewEnum, { nullable: true, description: 'How entries are told; AS_RECORDED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

@ArgsType()
export class EventArgs extends Asked {
  @Field(() => ID, { description: 'The event’s id, or its position.' })
  id!: string;

  @Field(() => ViewEnum, { nullable: true, description: 'How entries are told; AS_RECORDED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

@ObjectType({ description: 'An event as it is read alone.' })
export class EventAnswer extends StampedToo(TimelineEventView) {}
