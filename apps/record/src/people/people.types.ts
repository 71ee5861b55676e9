import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, REVISION, StampedToo, ViewEnum } from '../schema/as-of.ts';
import { AskedForPage } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { Position } from '../schema/scalars.ts';
import {
  AddressView,
  ContactBarView,
  DeathView,
  EthnicityView,
  IdentifierView,
  LanguageNeedView,
  ParentalResponsibilityView,
  PersonNameView,
  PregnancyEndView,
  RelationshipView,
  SendStatusView,
  WarningView,
  YoungCarerView,
} from './matters.types.ts';
import { Redaction, TimelineConnection, TimelineOrder } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A person as known then.' })
export class KnownPerson {
  @Process(() => ID, { description: 'Of several linked records the survivor’s.' })
  id!: string;

  @Process(() => [ID], { description: 'All records linked as the same person, the survivor’s first.' })
  records!: readonly string[];

  @Process(() => String)
  reference!: string;

  @Process(() => Position)
  registered!: number;

  @Personal('general', () => String, {
    description: 'The name the person goes by: the one known as, else the legal one; never a former one.',
  })
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

  @Personal('general', () => [LanguageNeedView])
  languageNeeds!: readonly LanguageNeedView[];

  @Personal('special', () => YoungCarerView)
  youngCarer!: YoungCarerView | null;

  @Personal('general', () => String, {
    description: 'Why there is no unique pupil number: a code of the set upn-unknown-reason.',
  })
  upnUnknownReason!: string | null;

  @Personal('special', () => [ContactBarView])
  contactBars!: readonly ContactBarView[];

  @Personal('general', () => [WarningView])
  warnings!: readonly WarningView[];

  @Personal('health', () => Boolean, { description: 'Expected, and neither born nor lost.' })
  unborn!: boolean | null;

  @Personal('health', () => Boolean, {
    description:
      'Within the first 1001 days, from conception to the second birthday, on the day asked about.',
  })
  inFirst1001Days!: boolean | null;

  @Personal('general', () => Int, { description: 'Of a multiple birth: 1 for the first born.' })
  multipleIndex!: number | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The child of the same pregnancy whose record the pregnancy became.',
  })
  siblingOfPregnancy!: string | null;

  @Personal('health', () => PregnancyEndView, {
    description:
      'That a pregnancy ended without birth: not even said to be there to whoever may not read it.',
  })
  pregnancyEnded!: PregnancyEndView | null;

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
export class Person extends StampedToo(KnownPerson) {
  @Process(() => Int, {
    description: `${REVISION} Of several linked records that of \`id\`: each has a version of its own.`,
  })
  revision!: number;
}

@ArgsType()
export class PersonArgs extends Asked {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  reference!: string;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_CORRECTED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

@ObjectType({ description: 'What was known of a person, and the events it was known from.' })
export class Knowledge extends TimelineConnection {
  @Process(() => KnownPerson, {
    nullable: true,
    description: 'Null to a partner who asks for what its own agency recorded or was told.',
  })
  person!: KnownPerson | null;

  @Process(() => [ID])
  families!: readonly string[];
}

@ArgsType()
export class KnowledgeArgs extends AskedForPage {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  person!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only what this agency’s own people recorded, or what had been shared with it by then, in the words that it was told.',
  })
  agency?: string | null;

  @Field(() => TimelineOrder, { nullable: true, description: 'RECORDED where left out.' })
  order?: keyof typeof TimelineOrder | null;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_CORRECTED where left out.' })
  view?: keyof typeof ViewEnum | null;
}
