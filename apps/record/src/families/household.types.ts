import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AddressView, RelationshipView } from '../people/matters.types.ts';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { DateScalar } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({
  description: 'Someone of a family on a day: where the person lived, and who the person was to the others.',
})
export class HouseholdMember {
  @Process(() => ID)
  person!: string;

  @Process(() => String, {
    nullable: true,
    description:
      'What people call the person: `N-` and ten characters; null where the person was not known by then.',
  })
  reference!: string | null;

  @Personal('general', () => String, {
    description: 'The name that the person goes by; null where none is known, or you may not read it.',
  })
  name!: string | null;

  @Personal('general', () => String, {
    description: 'What the person is in the family: a code of the set family-role.',
  })
  role!: string | null;

  @Personal('health', () => Boolean, { description: 'Whether a birth is expected: neither born nor lost.' })
  unborn!: boolean | null;

  @Personal('address', () => String, {
    description:
      'How much of the time the person lives with the family: FULL, PART or NO (the set lives-here); null where it is not known.',
  })
  livesHere!: string | null;

  @Personal('address', () => [AddressView], {
    description:
      'Where the person lives on the day. An address that must be kept from someone of the family is not among them: it stands with the person.',
  })
  addresses!: readonly AddressView[];

  @Personal('general', () => [RelationshipView], {
    description: 'What the person is to the others of the family, in force on the day.',
  })
  relationships!: readonly RelationshipView[];

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'Who belonged to a family on a day, and who of them lived where, as known then.' })
export class Household extends Stamped {
  @Process(() => ID)
  family!: string;

  @Process(() => String, { description: 'What people call the family: `F-` and ten characters.' })
  reference!: string;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The Europe/London day that was asked about, else that up to which all is known.',
  })
  day!: string | null;

  @Process(() => [HouseholdMember], { description: 'Who belonged to it on the day.' })
  members!: readonly HouseholdMember[];
}

@ArgsType()
export class HouseholdArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;
}
