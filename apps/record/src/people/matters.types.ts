import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { Redaction } from '../timeline/timeline.types.ts';

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

  @Personal('address', () => [ID], { description: 'Persons who must never learn it.' })
  confidentialFrom!: readonly string[];
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

  @Personal('special', () => String, {
    description: 'When an education, health and care needs assessment was asked for.',
  })
  ehcRequestedOn!: string | null;

  @Personal('special', () => String, { description: 'When the final plan was issued.' })
  ehcPlanOn!: string | null;
}

@ObjectType()
export class LanguageNeedView {
  @Personal('general', () => String)
  language!: string | null;

  @Personal('general', () => Boolean)
  interpreter!: boolean | null;

  @Personal('general', () => String)
  communication!: string | null;
}

@ObjectType()
export class YoungCarerView {
  @Personal('special', () => ID)
  caresFor!: string | null;

  @Personal('special', () => String)
  from!: string | null;

  @Personal('special', () => String)
  to!: string | null;
}

@ObjectType({ description: 'Someone may not have contact with the person, or not learn of the person.' })
export class ContactBarView {
  @Personal('special', () => ID)
  barred!: string | null;

  @Personal('special', () => String, { description: 'A code of the set contact-bar-scope.' })
  scope!: string | null;

  @Personal('special', () => String)
  orderReference!: string | null;

  @Personal('special', () => String)
  from!: string | null;

  @Personal('special', () => String)
  to!: string | null;
}

@ObjectType({ description: 'What to know before a visit or meeting.' })
export class WarningView {
  @Personal('general', () => String, { description: 'A code of the set warning.' })
  warning!: string | null;

  @Personal('special', () => String)
  details!: string | null;

  @Personal('general', () => String)
  from!: string | null;

  @Personal('general', () => String)
  to!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType()
export class PregnancyEndView {
  @Personal('health', () => String, { description: 'A partial date.' })
  endedOn!: string | null;
}

@ObjectType()
export class DeathView {
  @Personal('health', () => String)
  dateOfDeath!: string | null;

  @Personal('health', () => String)
  verification!: string | null;
}
