import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { AskedForPurpose, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { enumOf } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const Relation = enumOf(
  'MatchRelation',
  {
    SAME: 'Recognised as this person.',
    REVIEW: 'May be this person: to be put to somebody.',
    OTHER: 'Alike, and no more.',
  },
  'How sure a match is.',
);

@ObjectType({ description: 'Somebody who may be the one described.' })
export class PersonMatch {
  @Process(() => ID)
  person!: string;

  @Process(() => String, {
    nullable: true,
    description:
      'What people call the person: `N-` and ten characters; null where the person was not known by then.',
  })
  reference!: string | null;

  @Process(() => Relation, { description: 'Whether this is the person described, or may be.' })
  relation!: keyof typeof Relation;

  @Process(() => Int, { description: 'How alike they are: 0 to 1000.' })
  score!: number;

  @Personal('general', () => [String], { description: 'Why: codes of the set duplicate-reason.' })
  reasons!: readonly string[];

  @Personal('general', () => String, {
    description: 'The name that the person goes by; null where none is known, or you may not read it.',
  })
  name!: string | null;

  @Personal('general', () => String)
  dateOfBirth!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'People who may be the one described, the likeliest first.' })
export class PersonMatches extends Stamped {
  @Process(() => [PersonMatch], { description: 'Whoever may be meant, the likeliest first.' })
  matches!: readonly PersonMatch[];
}

@ArgsType()
export class MatchArgs extends AskedForPurpose {
  @Field(() => String, { nullable: true, description: 'The NHS number.' })
  nhsNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The unique pupil number.' })
  upn?: string | null;

  @Field(() => String, { nullable: true, description: 'The given names.' })
  given?: string | null;

  @Field(() => String, { nullable: true, description: 'The family name of the person; not a family’s id.' })
  family?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The date of birth, as exactly as it is known: 2018-05-04, 2018-05 or 2018.',
  })
  dateOfBirth?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many at most: 1 to 100; 20 where left out.' })
  first?: number | null;
}
