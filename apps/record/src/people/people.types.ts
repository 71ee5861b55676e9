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
  @Process(() => ID, { description: 'The person’s id; of several linked records the survivor’s.' })
  id!: string;

  @Process(() => [ID], { description: 'All records linked as the same person, the survivor’s first.' })
  records!: readonly string[];

  @Process(() => String, { description: 'What people call the person: `N-` and ten characters.' })
  reference!: string;

  @Process(() => Position, { description: 'The place in the log of the person’s registration.' })
  registered!: number;

  @Personal('general', () => String, {
    description: 'The name the person goes by: the one known as, else the legal one; never a former one.',
  })
  name!: string | null;

  @Personal('general', () => [PersonNameView], {
    description: 'All names of the person, former ones among them; null where you may not read them.',
  })
  names!: readonly PersonNameView[];

  @Personal('general', () => String)
  dateOfBirth!: string | null;

  @Personal('health', () => String, {
    description: 'The day on which a birth is, or was, expected; null where none was said.',
  })
  expectedDeliveryDate!: string | null;

  @Personal('general', () => String, { description: 'A code of the set sex.' })
  sex!: string | null;

  @Personal('general', () => Boolean, { description: 'Whether they were registered as an adult.' })
  adult!: boolean | null;

  @Personal('general', () => [IdentifierView], {
    description:
      'The numbers by which the person is known elsewhere, such as the NHS number, but for those withdrawn.',
  })
  identifiers!: readonly IdentifierView[];

  @Personal('address', () => [AddressView], { description: 'Where the person lives or lived.' })
  addresses!: readonly AddressView[];

  @Personal('general', () => [RelationshipView], { description: 'What the person is to others.' })
  relationships!: readonly RelationshipView[];

  @Personal('general', () => [ParentalResponsibilityView], {
    description: 'Who has parental responsibility for the person.',
  })
  parentalResponsibility!: readonly ParentalResponsibilityView[];

  @Personal('special', () => EthnicityView, {
    description: 'The person’s ethnicity; null where none is recorded, or you may not read it.',
  })
  ethnicity!: EthnicityView | null;

  @Personal('special', () => SendStatusView, {
    description: 'Special educational needs; null where nothing is recorded, or you may not read it.',
  })
  sendStatus!: SendStatusView | null;

  @Personal('general', () => [LanguageNeedView], {
    description: 'The languages in which the person is to be spoken with.',
  })
  languageNeeds!: readonly LanguageNeedView[];

  @Personal('special', () => YoungCarerView, {
    description:
      'That the person cares for somebody; null where nothing is recorded, or you may not read it.',
  })
  youngCarer!: YoungCarerView | null;

  @Personal('general', () => String, {
    description: 'Why there is no unique pupil number: a code of the set upn-unknown-reason.',
  })
  upnUnknownReason!: string | null;

  @Personal('special', () => [ContactBarView], {
    description: 'Who may not have contact with the person, or not learn of them.',
  })
  contactBars!: readonly ContactBarView[];

  @Personal('general', () => [WarningView], { description: 'What to know before a visit or meeting.' })
  warnings!: readonly WarningView[];

  @Personal('health', () => Boolean, { description: 'Whether a birth is expected: neither born nor lost.' })
  unborn!: boolean | null;

  @Personal('health', () => Boolean, {
    description:
      'Whether the day asked about is within the first 1001 days, from conception to the second birthday; null where that is not known.',
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

  @Personal('health', () => DeathView, {
    description: 'That the person died; null where nothing is recorded, or you may not read it.',
  })
  death!: DeathView | null;

  @Process(() => [ID], { description: 'The families that the person belongs to, by their ids (`family-…`).' })
  families!: readonly string[];

  @Process(() => Boolean, { description: 'Whether something that was recorded of the person is erased.' })
  erased!: boolean;

  @Process(() => Boolean, {
    description: 'Whether an event of the person could not be taken in: something may be missing.',
  })
  stale!: boolean;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'A person as they were on a day, as known then.' })
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

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
  view?: keyof typeof ViewEnum | null;
}

@ObjectType({ description: 'What was known of a person, and the events it was known from.' })
export class Knowledge extends TimelineConnection {
  @Process(() => KnownPerson, {
    nullable: true,
    description: 'Null to a partner who asks for what its own agency recorded or was told.',
  })
  person!: KnownPerson | null;

  @Process(() => [ID], {
    description:
      'The families that the person belonged to by then, by their ids (`family-…`); none to a partner who asks for what its own agency recorded or was told.',
  })
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

  @Field(() => TimelineOrder, { nullable: true, description: 'In which order; RECORDED where left out.' })
  order?: keyof typeof TimelineOrder | null;

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
  view?: keyof typeof ViewEnum | null;
}
