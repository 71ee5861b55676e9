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

  @Process(() => String, { nullable: true })
  reference!: string | null;

  @Personal('general', () => String)
  name!: string | null;

  @Personal('general', () => String)
  role!: string | null;

  @Personal('health', () => Boolean, { description: 'Expected, and neither born nor lost.' })
  unborn!: boolean | null;

  @Personal('address', () => String, { description: 'In the household: FULL, PART or NO; null: not known.' })
  livesHere!: string | null;

  @Personal('address', () => [AddressView], {
    description:
      'In force on the day. One that must be kept from someone of the family is not among them: it stands with the person.',
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

  @Process(() => String)
  reference!: string;

  @Process(() => DateScalar, { nullable: true, description: 'The Europe/London day that was asked about.' })
  day!: string | null;

  @Process(() => [HouseholdMember])
  members!: readonly HouseholdMember[];
}

@ArgsType()
export class HouseholdArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  family!: string;
}
