import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { SampleState } from '#libs/read-models';
import type { CaseStanding } from '#libs/service';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';
import { FrozenFrame, SampleFilterView } from './frame.types.ts';

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

@ObjectType({ description: 'A sample of cases for quality assurance, without the cases.' })
export class SampleView {
  @Process(() => ID, { description: 'The sample’s id (`sample-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => Position, { description: 'The place in the log of the event by which it was designed.' })
  since!: number;

  @Process(() => SampleStateEnum, { description: 'How far the sample was by then.' })
  state!: keyof typeof SampleStateEnum;

  @Process(() => String, { description: 'What it is for: a code of the set sample-purpose.' })
  purpose!: string;

  @Process(() => SampleFilterView, { description: 'Which episodes its cases are drawn from.' })
  filter!: SampleFilterView;

  @Process(() => [String], {
    description: 'By what the cases are put into strata, in this order: codes of the set sample-stratum.',
  })
  strata!: readonly string[];

  @Process(() => String, { description: 'How it is drawn: a code of the set sample-method.' })
  method!: string;

  @Process(() => Int, { description: 'How many cases are wanted.' })
  size!: number;

  @Process(() => Int, { description: 'How many of each stratum stand by.' })
  reserves!: number;

  @Process(() => Int, {
    nullable: true,
    description: 'How many of each stratum are drawn at least; null where that was not said.',
  })
  least!: number | null;

  @Process(() => String, {
    nullable: true,
    description: 'SHA-256 of the seed’s text, 64 hexadecimal digits; null until it is committed.',
  })
  commitment!: string | null;

  @Process(() => FrozenFrame, {
    nullable: true,
    description: 'What it is drawn from; null until that is settled.',
  })
  frame!: FrozenFrame | null;

  @Process(() => String, {
    nullable: true,
    description: 'The text that the draw came of; null until it is drawn.',
  })
  seed!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was designed: an instant, in UTC.' })
  designedAt!: string;
}

@ObjectType({ description: 'Samples, in the order in which they were designed.' })
export class SampleConnection extends ConnectionOf(SampleView, 'Sample') {}

@ObjectType({ description: 'A case that was drawn, or stands by.' })
export class SampleCase {
  @Process(() => ID)
  episode!: string;

  @Process(() => String, { description: 'The stratum that it is in.' })
  stratum!: string;

  @Process(() => Int, { description: 'Its place in the order that the seed gives its stratum, from 1.' })
  rank!: number;

  @Process(() => Boolean, {
    description: 'Whether it is to be looked at: drawn and not replaced, or come in for one that was.',
  })
  selected!: boolean;

  @Process(() => ID, {
    nullable: true,
    description: 'The case in whose place it came (`episode-…`); null where it came in none’s.',
  })
  replaces!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The reserve that came in its place (`episode-…`); null where none did.',
  })
  replacedBy!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'Why it was replaced: a code of the set sample-replacement-reason; null where it was not.',
  })
  reason!: string | null;

  @Process(() => CaseStandingEnum, { description: 'What became of it since it was drawn.' })
  standing!: keyof typeof CaseStandingEnum;

  @Process(() => ID, { nullable: true, description: 'The family that held it when the frame was frozen.' })
  drawnFrom!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family in whose record it stands now.' })
  family!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'What people call that family: `F-` and ten characters.',
  })
  reference!: string | null;
}

@ObjectType({ description: 'A sample with its cases, and all that was recorded of it.' })
export class SampleAnswer extends Stamped {
  @Process(() => SampleView, { description: 'The sample.' })
  sample!: SampleView;

  @Process(() => [SampleCase], { description: 'By stratum, and in each by rank; none before it is drawn.' })
  cases!: readonly SampleCase[];

  @Process(() => [TimelineEventView], { description: 'What was recorded of it, in that order.' })
  entries!: readonly TimelineEventView[];
}

@ObjectType({ description: 'Whether a sample comes out the same when it is made again from the log.' })
export class SampleCheckAnswer extends Stamped {
  @Process(() => Boolean, { description: 'Whether all that was done of it comes out the same.' })
  same!: boolean;

  @Process(() => Boolean, {
    nullable: true,
    description: 'Whether the frame comes out the same; null while it is not frozen.',
  })
  frameSame!: boolean | null;

  @Process(() => Boolean, {
    nullable: true,
    description: 'Whether the seed is the one that was committed; null before the draw.',
  })
  seedSame!: boolean | null;

  @Process(() => Boolean, {
    nullable: true,
    description: 'Whether the cases come out the same; null before the draw.',
  })
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
  @Field(() => SampleStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: keyof typeof SampleStateEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those for this purpose: a code of the set sample-purpose.',
  })
  sampledFor?: string | null;
}

@ArgsType()
export class SampleArgs extends Asked {
  @Field(() => ID, { description: 'The sample’s id (sample-…).' })
  sample!: string;
}
