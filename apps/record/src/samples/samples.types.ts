import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { SampleState } from '#libs/read-models';
import type { CaseStanding } from '#libs/service';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';
import { FrameStratum } from './frame.types.ts';

export const SampleStateEnum = enumOf(
  'SampleState',
  {
    DESIGNED: 'It is said what is wanted.',
    COMMITTED: 'A seed is committed, and not shown.',
    FROZEN: 'It is settled which episodes there are to draw from.',
    DRAWN: 'The seed was shown, and its cases are recorded.',
    CLOSED: 'It is done with, or given up.',
  } satisfies Record<SampleState, string>,
  'How far a sample is.',
);

export const CaseStandingEnum = enumOf(
  'CaseStanding',
  {
    AS_DRAWN: 'The same family holds it.',
    MERGED: 'Its family was merged into another, in whose record it is followed.',
    CONTINUED: 'It goes on in another family, in whose record it is followed.',
    ERASED: 'What was sealed of the family is gone.',
    UNKNOWN: 'It is not in the record, for whoever asks.',
  } satisfies Record<CaseStanding['standing'], string>,
  'What became of a case since it was drawn.',
);

@ObjectType({ description: 'Which episodes a sample is drawn from; days are included on both ends.' })
export class SampleFilterView {
  @Process(() => DateScalar, { description: 'The day on which they are open or closed.' })
  on!: string;

  @Process(() => String, { nullable: true, description: 'A code of `sample-status`.' })
  status?: string | null;

  @Process(() => DateScalar, { nullable: true })
  openedFrom?: string | null;

  @Process(() => DateScalar, { nullable: true })
  openedTo?: string | null;

  @Process(() => DateScalar, { nullable: true })
  closedFrom?: string | null;

  @Process(() => DateScalar, { nullable: true })
  closedTo?: string | null;

  @Process(() => [String], { nullable: true })
  districts?: readonly string[] | null;

  @Process(() => [String], { nullable: true })
  levels?: readonly string[] | null;

  @Process(() => [ID], { nullable: true })
  agencies?: readonly string[] | null;
}

@ObjectType({ description: 'What a sample is drawn from, settled as of a position.' })
export class FrozenFrame {
  @Process(() => Position, { description: 'The last entry that counts.' })
  position!: number;

  @Process(() => Int)
  count!: number;

  @Process(() => String, {
    description: 'RFC 6962 tree head over its lines, 64 hexadecimal digits: may be published.',
  })
  root!: string;

  @Process(() => Boolean, { description: 'As many were wanted as there are, or more: all are taken.' })
  whole!: boolean;

  @Process(() => [FrameStratum])
  strata!: readonly FrameStratum[];
}

@ObjectType({ description: 'A sample of cases for quality assurance, without the cases.' })
export class SampleView {
  @Process(() => ID)
  id!: string;

  @Process(() => Position, { description: 'The entry by which it was designed.' })
  since!: number;

  @Process(() => SampleStateEnum)
  state!: keyof typeof SampleStateEnum;

  @Process(() => String, { description: 'A code of `sample-purpose`.' })
  purpose!: string;

  @Process(() => SampleFilterView)
  filter!: SampleFilterView;

  @Process(() => [String], { description: 'Codes of `sample-stratum`, in the order of the design.' })
  strata!: readonly string[];

  @Process(() => String, { description: 'A code of `sample-method`.' })
  method!: string;

  @Process(() => Int, { description: 'How many cases are wanted.' })
  size!: number;

  @Process(() => Int, { description: 'How many of each stratum stand by.' })
  reserves!: number;

  @Process(() => Int, { nullable: true, description: 'How many of each stratum at least.' })
  least!: number | null;

  @Process(() => String, { nullable: true, description: 'SHA-256 of the seed’s text, once it is committed.' })
  commitment!: string | null;

  @Process(() => FrozenFrame, { nullable: true })
  frame!: FrozenFrame | null;

  @Process(() => String, { nullable: true, description: 'Once it is drawn.' })
  seed!: string | null;

  @Process(() => DateTimeScalar)
  designedAt!: string;
}

@ObjectType({ description: 'Samples, in the order in which they were designed.' })
export class SampleConnection extends ConnectionOf(SampleView, 'Sample') {}

@ObjectType({ description: 'A case that was drawn, or stands by.' })
export class SampleCase {
  @Process(() => ID)
  episode!: string;

  @Process(() => String)
  stratum!: string;

  @Process(() => Int, { description: 'Its place in the order that the seed gives its stratum, from 1.' })
  rank!: number;

  @Process(() => Boolean, {
    description: 'It is to be looked at: drawn and not replaced, or come in for one that was.',
  })
  selected!: boolean;

  @Process(() => ID, { nullable: true, description: 'The case in whose place it came.' })
  replaces!: string | null;

  @Process(() => ID, { nullable: true, description: 'The reserve that came in its place.' })
  replacedBy!: string | null;

  @Process(() => String, { nullable: true, description: 'Why: a code of `sample-replacement-reason`.' })
  reason!: string | null;

  @Process(() => CaseStandingEnum)
  standing!: keyof typeof CaseStandingEnum;

  @Process(() => ID, { nullable: true, description: 'The family that held it when the frame was frozen.' })
  drawnFrom!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family in whose record it stands now.' })
  family!: string | null;

  @Process(() => String, { nullable: true, description: 'That family’s.' })
  reference!: string | null;
}

@ObjectType({ description: 'A sample with its cases, and all that was recorded of it.' })
export class SampleAnswer extends Stamped {
  @Process(() => SampleView)
  sample!: SampleView;

  @Process(() => [SampleCase], { description: 'By stratum, and in each by rank; none before it is drawn.' })
  cases!: readonly SampleCase[];

  @Process(() => [TimelineEventView], { description: 'In the order in which it was recorded.' })
  entries!: readonly TimelineEventView[];
}

@ObjectType({ description: 'Whether a sample comes out the same when it is made again from the log.' })
export class SampleCheckAnswer extends Stamped {
  @Process(() => Boolean, { description: 'All that was done of it comes out the same.' })
  same!: boolean;

  @Process(() => Boolean, { nullable: true, description: 'The frame does; null while it is not frozen.' })
  frameSame!: boolean | null;

  @Process(() => Boolean, {
    nullable: true,
    description: 'The seed is the one committed; null before the draw.',
  })
  seedSame!: boolean | null;

  @Process(() => Boolean, { nullable: true, description: 'The cases are the same; null before the draw.' })
  drawSame!: boolean | null;

  @Process(() => String, { nullable: true, description: 'The root of the frame as the log gives it now.' })
  root!: string | null;

  @Process(() => Int, {
    nullable: true,
    description: 'How many cases the frame has as the log gives it now.',
  })
  count!: number | null;

  @Process(() => [String], {
    nullable: true,
    description:
      'The lines of the frame, in order, once it is drawn: with them anybody draws again. In the place of one of a case that is not in the record, for whoever asks, stands its leaf, 64 hexadecimal digits.',
  })
  lines!: readonly string[] | null;

  @Process(() => Int, { description: 'Of how many of its cases what was sealed has been erased since.' })
  erased!: number;

  @Process(() => [String], { description: 'What is not the same, or cannot be read any more, in words.' })
  remarks!: readonly string[];
}

@ArgsType()
export class SamplesArgs extends AskedForPage {
  @Field(() => SampleStateEnum, { nullable: true, description: 'Only those that are as far.' })
  state?: keyof typeof SampleStateEnum | null;

  @Field(() => String, { nullable: true, description: 'Only those for this: a code of `sample-purpose`.' })
  sampledFor?: string | null;
}

@ArgsType()
export class SampleArgs extends Asked {
  @Field(() => ID, { description: 'The id of a sample.' })
  sample!: string;
}
