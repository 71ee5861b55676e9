import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const SINCE = {
  description: 'The first day, as exactly as it is known: 2026-03-10, 2026-03 or 2026; null where it is not.',
};
const UNTIL = {
  description:
    'The last day, as exactly as it is known: 2026-03-10, 2026-03 or 2026; null where there is none.',
};

@ObjectType({ description: 'A name of a person, and how long it was used.' })
export class PersonNameView {
  @Process(() => String, { description: 'What the name is: a code of the set name-use.' })
  use!: string;

  @Personal('general', () => String, { description: 'The given names.' })
  given!: string | null;

  @Personal('general', () => String, { description: 'The family name.' })
  family!: string | null;

  @Personal('general', () => String, SINCE)
  from!: string | null;

  @Personal('general', () => String, UNTIL)
  to!: string | null;
}

@ObjectType({ description: 'A number by which a person is known elsewhere.' })
export class IdentifierView {
  @Process(() => String, { description: 'Whose number it is: a code of the set identifier-scheme.' })
  scheme!: string;

  @Personal('general', () => String, { description: 'The number itself.' })
  value!: string | null;

  @Process(() => String, { description: 'How it was verified: a code of the set verification.' })
  verification!: string;
}

@ObjectType({ description: 'Where a person lives or lived, and from whom that is kept.' })
export class AddressView {
  @Personal('address', () => String, {
    description: 'What kind of address it is: a code of the set address-type.',
  })
  type!: string | null;

  @Personal('address', () => String, {
    description: 'The address without its postcode; null where it is not known.',
  })
  line!: string | null;

  @Personal('address', () => String, { description: 'The postcode; null where it is not known.' })
  postcode!: string | null;

  @Personal('address', () => String, {
    description: 'The unique property reference number of the address; null where it is not known.',
  })
  uprn!: string | null;

  @Personal('address', () => String, SINCE)
  from!: string | null;

  @Personal('address', () => String, UNTIL)
  to!: string | null;

  @Personal('address', () => [ID], { description: 'The persons who must never learn it, by their ids.' })
  confidentialFrom!: readonly string[];
}

@ObjectType({ description: 'What a person is to another.' })
export class RelationshipView {
  @Process(() => ID, { description: 'The other person’s id.' })
  other!: string;

  @Personal('general', () => String, {
    description: 'What the person is to the other, such as CHILD: a code of the set relationship.',
  })
  type!: string | null;

  @Personal('general', () => String, SINCE)
  from!: string | null;

  @Personal('general', () => String, UNTIL)
  to!: string | null;
}

@ObjectType({ description: 'Somebody who has parental responsibility, and what it rests on.' })
export class ParentalResponsibilityView {
  @Process(() => ID, { description: 'Who has parental responsibility: the id of a person.' })
  holder!: string;

  @Personal('general', () => String, {
    description: 'What it rests on: a code of the set parental-responsibility-basis.',
  })
  basis!: string | null;

  @Personal('general', () => String, SINCE)
  from!: string | null;

  @Personal('general', () => String, UNTIL)
  to!: string | null;
}

@ObjectType({ description: 'A person’s ethnicity, and whether they said it themselves.' })
export class EthnicityView {
  @Personal('special', () => String, { description: 'A code of the set ethnicity.' })
  ethnicity!: string | null;

  @Personal('special', () => Boolean, { description: 'Whether the person said it of themselves.' })
  selfDefined!: boolean | null;
}

@ObjectType({ description: 'A child’s special educational needs and disability (SEND).' })
export class SendStatusView {
  @Personal('special', () => String, { description: 'A code of the set send-status.' })
  status!: string | null;

  @Personal('special', () => String, SINCE)
  from!: string | null;

  @Personal('special', () => String, {
    description:
      'When an education, health and care needs assessment was asked for, as exactly as it is known; null where none was.',
  })
  ehcRequestedOn!: string | null;

  @Personal('special', () => String, {
    description:
      'When the final education, health and care plan was issued, as exactly as it is known; null where none was.',
  })
  ehcPlanOn!: string | null;
}

@ObjectType({ description: 'A language in which a person is to be spoken with.' })
export class LanguageNeedView {
  @Personal('general', () => String, { description: 'The language, as it was written down.' })
  language!: string | null;

  @Personal('general', () => Boolean, { description: 'Whether an interpreter is needed.' })
  interpreter!: boolean | null;

  @Personal('general', () => String, {
    description: 'How the person is best spoken with, in words; null where nothing was said.',
  })
  communication!: string | null;
}

@ObjectType({ description: 'That a young person cares for somebody.' })
export class YoungCarerView {
  @Personal('special', () => ID, {
    description: 'Whom the young person cares for: the id of a person; null where it was not said.',
  })
  caresFor!: string | null;

  @Personal('special', () => String, SINCE)
  from!: string | null;

  @Personal('special', () => String, UNTIL)
  to!: string | null;
}

@ObjectType({ description: 'Someone may not have contact with the person, or not learn of the person.' })
export class ContactBarView {
  @Personal('special', () => ID, { description: 'Who is barred: the id of a person.' })
  barred!: string | null;

  @Personal('special', () => String, { description: 'What is barred: a code of the set contact-bar-scope.' })
  scope!: string | null;

  @Personal('special', () => String, {
    description: 'The number of the court’s order; null where none was given.',
  })
  orderReference!: string | null;

  @Personal('special', () => String, SINCE)
  from!: string | null;

  @Personal('special', () => String, UNTIL)
  to!: string | null;
}

@ObjectType({ description: 'What to know before a visit or meeting.' })
export class WarningView {
  @Personal('general', () => String, { description: 'A code of the set warning.' })
  warning!: string | null;

  @Personal('special', () => String, {
    description: 'What there is to know, in words; null where nothing was added.',
  })
  details!: string | null;

  @Personal('general', () => String, SINCE)
  from!: string | null;

  @Personal('general', () => String, UNTIL)
  to!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'That a pregnancy ended without birth.' })
export class PregnancyEndView {
  @Personal('health', () => String, {
    description: 'When it ended, as exactly as it is known: 2026-05-04, 2026-05 or 2026.',
  })
  endedOn!: string | null;
}

@ObjectType({ description: 'That a person died, and how that is known.' })
export class DeathView {
  @Personal('health', () => String, {
    description: 'When the person died, as exactly as it is known: 2026-05-04, 2026-05 or 2026.',
  })
  dateOfDeath!: string | null;

  @Personal('health', () => String, { description: 'How it is known: a code of the set death-verification.' })
  verification!: string | null;
}
