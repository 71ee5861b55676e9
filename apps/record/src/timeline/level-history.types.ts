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

  @Process(() => String)
  level!: string;

  @Process(() => String, { nullable: true, description: 'Version of the level scheme.' })
  scheme!: string | null;

  @Process(() => LevelChangeEnum)
  how!: string;

  @Process(() => OccurredAtAnswer)
  from!: OccurredAtAnswer;

  @Process(() => OccurredAtAnswer, { nullable: true, description: 'Null while it lasts.' })
  to!: OccurredAtAnswer | null;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => Position)
  position!: number;

  @Process(() => ID)
  event!: string;

  @Process(() => ID)
  decidedBy!: string;

  @Personal('general', () => String)
  decidedByName!: string | null;

  @Personal('special', () => [String])
  indicators!: readonly string[] | null;

  @Personal('general', () => String)
  rationale!: string | null;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType()
export class LevelHistory extends Stamped {
  @Process(() => ID)
  child!: string;

  @Process(() => [LevelSpanView])
  spans!: readonly LevelSpanView[];
}

@ArgsType()
export class LevelHistoryArgs extends Asked {
  @Field(() => ID, { description: 'The child’s reference (N-…) or id.' })
  child!: string;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_CORRECTED where left out.' })
  view?: keyof typeof ViewEnum | null;
}
