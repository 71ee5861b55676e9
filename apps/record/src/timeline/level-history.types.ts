import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped, ViewEnum } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from './timeline.types.ts';

const LevelChangeEnum = enumOf(
  'LevelChange',
  {
    DECIDED: 'The first level, or one that was confirmed.',
    STEPPED_UP: 'A higher level than before.',
    STEPPED_DOWN: 'A lower level than before.',
  },
  'How a level came about.',
);

@ObjectType({ description: 'One decision about a child’s level, and how long it held.' })
export class LevelSpanView {
  @Process(() => ID)
  child!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => ID)
  episode!: string;

  @Process(() => String, { description: 'The level of need: a code of the set level.' })
  level!: string;

  @Process(() => String, {
    nullable: true,
    description: 'The version of the code set level by which it was decided; null where that is not told.',
  })
  scheme!: string | null;

  @Process(() => LevelChangeEnum, {
    description: 'Whether the level was decided, or came of a step up or down.',
  })
  how!: string;

  @Process(() => OccurredAtAnswer, { description: 'From when the level held.' })
  from!: OccurredAtAnswer;

  @Process(() => OccurredAtAnswer, {
    nullable: true,
    description: 'Until when the level held; null while it does.',
  })
  to!: OccurredAtAnswer | null;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => Position, { description: 'The place in the log of the event that decided it.' })
  position!: number;

  @Process(() => ID, { description: 'The id of the event that decided it.' })
  event!: string;

  @Process(() => ID, { description: 'The worker who decided it (`worker-…`).' })
  decidedBy!: string;

  @Personal('general', () => String, {
    description: 'What the record called that worker by then; null where you may not read it.',
  })
  decidedByName!: string | null;

  @Personal('special', () => [String], { description: 'What it rests on: codes of the set indicator.' })
  indicators!: readonly string[] | null;

  @Personal('general', () => String, { description: 'Why it was so decided, in words.' })
  rationale!: string | null;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'The levels of need that were decided for a child.' })
export class LevelHistory extends Stamped {
  @Process(() => ID)
  child!: string;

  @Process(() => [LevelSpanView], { description: 'The decisions, in the order in which they occurred.' })
  spans!: readonly LevelSpanView[];
}

@ArgsType()
export class LevelHistoryArgs extends Asked {
  @Field(() => ID, { description: 'The child’s reference (N-…) or id.' })
  child!: string;

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
  view?: keyof typeof ViewEnum | null;
}
