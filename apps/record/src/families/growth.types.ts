import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { Json } from '#libs/contracts';
import { AsOfAnswer, AsOfInput, Asked, AskedForPurpose, Stamped, ViewEnum } from '../schema/as-of.ts';
import { Masked, Process } from '../schema/field-class.ts';
import { AnyJsonScalar, enumOf, Position } from '../schema/scalars.ts';
import { Redaction, TimelineEventView } from '../timeline/timeline.types.ts';

const PATH =
  'A field of the answer of `family`, as a JSON Pointer (RFC 6901) in which what stands in a list is named by its id: ' +
  '`/episodes/<episode>/children/<child>/level`.';

export const HowEnum = enumOf(
  'HowChanged',
  {
    RECORDED: 'By an event.',
    CORRECTED: 'By the correction of an event.',
    VOIDED: 'By the voiding of an event.',
    LINKED: 'Records of a person came to be read as one, or are so no longer.',
  },
  'How a value changed.',
);

export type How = keyof typeof HowEnum;

@ObjectType({ description: 'What a field showed before.' })
export class SupersededValue {
  @Masked(() => AnyJsonScalar, { nullable: true, description: 'The value that was shown.' })
  value!: Json;

  @Process(() => Position, { description: 'From which position on the record showed it.' })
  shownFrom!: number;

  @Process(() => TimelineEventView, { nullable: true, description: 'The event that set it.' })
  setBy!: TimelineEventView | null;

  @Process(() => HowEnum, { description: 'How it came to be superseded.' })
  how!: How;

  @Process(() => TimelineEventView, { nullable: true, description: 'The event that superseded it.' })
  supersededBy!: TimelineEventView | null;
}

@ObjectType({ description: 'Why a family shows what it shows in one field.' })
export class FamilyFieldReason extends Stamped {
  @Process(() => ID)
  family!: string;

  @Process(() => String, { description: 'The field that was asked about.' })
  path!: string;

  @Masked(() => AnyJsonScalar, { nullable: true, description: 'What the field shows, as `family` shows it.' })
  value!: Json;

  @Process(() => TimelineEventView, {
    nullable: true,
    description:
      'The event that set it: null where no event did, or the field is not of a class you may read.',
  })
  setBy!: TimelineEventView | null;

  @Process(() => [SupersededValue], { description: 'What it showed before, the earliest first.' })
  superseded!: readonly SupersededValue[];

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ArgsType()
export class WhyFamilyFieldArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => String, { description: PATH })
  path!: string;

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
  view?: keyof typeof ViewEnum | null;
}

@ObjectType({
  description: 'A field of a family that shows something else at the second point than at the first.',
})
export class FieldChange {
  @Process(() => String, { description: PATH })
  path!: string;

  @Masked(() => AnyJsonScalar, { nullable: true, description: 'What it showed at the first point.' })
  before!: Json;

  @Masked(() => AnyJsonScalar, { nullable: true, description: 'What it shows at the second point.' })
  after!: Json;

  @Process(() => HowEnum, { description: 'How it came to change.' })
  how!: How;

  @Process(() => TimelineEventView, { nullable: true, description: 'The event that made it so.' })
  event!: TimelineEventView | null;
}

@ObjectType({ description: 'A family at two points of both axes.' })
export class FamilyComparison extends Stamped {
  @Process(() => ID)
  family!: string;

  @Process(() => String, { description: 'What people call the family: `F-` and ten characters.' })
  reference!: string;

  @Process(() => AsOfAnswer, { description: 'The first point.' })
  from!: AsOfAnswer;

  @Process(() => AsOfAnswer, { description: 'The second point.' })
  to!: AsOfAnswer;

  @Process(() => [FieldChange], { description: 'The fields that show something else, each once.' })
  changed!: readonly FieldChange[];

  @Process(() => [TimelineEventView], {
    description: 'Recorded between the two points, on a later day than that on which it occurred.',
  })
  arrivedLate!: readonly TimelineEventView[];

  @Process(() => [TimelineEventView], { description: 'Entries that were corrected between the two points.' })
  corrected!: readonly TimelineEventView[];

  @Process(() => [TimelineEventView], { description: 'Entries that were voided between the two points.' })
  voided!: readonly TimelineEventView[];

  @Process(() => [Redaction], { description: 'Fields that changed and are not of a class you may read.' })
  redactions!: readonly Redaction[];
}

@ArgsType()
export class CompareFamilyArgs extends AskedForPurpose {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;

  @Field(() => AsOfInput, { description: 'The first of the two points.' })
  from!: AsOfInput;

  @Field(() => AsOfInput, {
    nullable: true,
    description: 'The second of the two points; now, where left out.',
  })
  to?: AsOfInput | null;

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
  view?: keyof typeof ViewEnum | null;
}
