import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { AsOfAnswer, Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { Position } from '../schema/scalars.ts';
import { Redaction, TimelineConnection, TimelineOrder } from '../timeline/timeline.types.ts';

@ObjectType()
export class PersonNameView {
  @Process(() => String)
  use!: string;

  @Personal('general', () => String)
  given!: string | null;

  @Personal('general', () => String)
  family!: string | null;

  @Personal('general', () => String)
  from!: string | null;

  @Personal('general', () => String)
  to!: string | null;
}

@ObjectType()
export class IdentifierView {
  @Process(() => String)
  scheme!: string;

  @Personal('general', () => String)
  value!: string | null;

  @Process(() => String)
  verification!: string;
}

@ObjectType()
export class AddressView {
  @Personal('address', () => String)
  type!: string | null;

  @Personal('address', () => String)
  line!: string | null;

  @Personal('address', () => String)
  postcode!: string | null;

  @Personal('address', () => String)
  uprn!: string | null;

  @Personal('address', () => String)
  from!: string | null;

  @Personal('address', () => String)
  to!: string | null;
}

@ObjectType()
export class RelationshipView {
  @Process(() => ID)
  other!: string;

  @Personal('general', () => String, { description: 'What the person is to the other.' })
  type!: string | null;

  @Personal('general', () => String)
  from!: string | null;

  @Personal('general', () => String)
  to!: string | null;
}

@ObjectType()
export class ParentalResponsibilityView {
  @Process(() => ID)
  holder!: string;

  @Personal('general', () => String)
  basis!: string | null;

  @Personal('general', () => String)
  from!: string | null;

  @Personal('general', () => String)
  to!: string | null;
}

@ObjectType()
export class EthnicityView {
  @Personal('special', () => String)
  ethnicity!: string | null;

  @Personal('special', () => Boolean)
  selfDefined!: boolean | null;
}

@ObjectType()
export class SendStatusView {
  @Personal('special', () => String)
  status!: string | null;

  @Personal('special', () => String)
  from!: string | null;
}

@ObjectType()
export class DeathView {
  @Personal('health', () => String)
  dateOfDeath!: string | null;

  @Personal('health', () => String)
  verification!: string | null;
}

@ObjectType({ description: 'A person as known then.' })
export class KnownPerson {
  @Process(() => ID)
  id!: string;

  @Process(() => String)
  reference!: string;

  @Process(() => Position)
  registered!: number;

  @Personal('general', () => String, { description: 'The legal name, else the first recorded.' })
  name!: string | null;

  @Personal('general', () => [PersonNameView])
  names!: readonly PersonNameView[];

  @Personal('general', () => String, { description: 'A partial date.' })
  dateOfBirth!: string | null;

  @Personal('health', () => String)
  expectedDeliveryDate!: string | null;

  @Personal('general', () => String)
  sex!: string | null;

  @Personal('general', () => Boolean)
  adult!: boolean | null;

  @Personal('general', () => [IdentifierView])
  identifiers!: readonly IdentifierView[];

  @Personal('address', () => [AddressView])
  addresses!: readonly AddressView[];

  @Personal('general', () => [RelationshipView])
  relationships!: readonly RelationshipView[];

  @Personal('general', () => [ParentalResponsibilityView])
  parentalResponsibility!: readonly ParentalResponsibilityView[];

  @Personal('special', () => EthnicityView)
  ethnicity!: EthnicityView | null;

  @Personal('special', () => SendStatusView)
  sendStatus!: SendStatusView | null;

  @Personal('health', () => DeathView)
  death!: DeathView | null;

  @Process(() => [ID])
  families!: readonly string[];

  @Process(() => Boolean, { description: 'The key of at least one field was destroyed.' })
  erased!: boolean;

  @Process(() => Boolean, {
    description: 'An event of the person could not be taken in: something may be missing.',
  })
  stale!: boolean;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'A person as she was on a day, as known then.' })
export class Person extends KnownPerson implements Stamped {
  @Process(() => AsOfAnswer)
  asOf!: AsOfAnswer;

  @Process(() => Int)
  lag!: number;
}

@ArgsType()
export class PersonArgs extends Asked {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  reference!: string;
}

@ObjectType({ description: 'What was known of a person, and the events it was known from.' })
export class Knowledge extends TimelineConnection {
  @Process(() => KnownPerson)
  person!: KnownPerson;

  @Process(() => [ID])
  families!: readonly string[];
}

@ArgsType()
export class KnowledgeArgs extends AskedForPage {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  person!: string;

  @Field(() => ID, { nullable: true, description: 'Only what this agency’s own people recorded.' })
  agency?: string | null;

  @Field(() => TimelineOrder, { nullable: true, description: 'RECORDED where left out.' })
  order?: keyof typeof TimelineOrder | null;
}
