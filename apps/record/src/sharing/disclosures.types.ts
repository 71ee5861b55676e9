import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { enumOf, Position } from '../schema/scalars.ts';

export const DisclosureStateEnum = enumOf(
  'DisclosureState',
  {
    REQUESTED: 'Somebody asked, and it is not decided.',
    WITHHELD: 'It was decided not to share.',
    TO_DISCLOSE: 'It was decided to share, and it is not shared yet.',
    DISCLOSED: 'It was shared.',
  },
  'How far a disclosure is.',
);

@ObjectType({ description: 'A decision to share or not to share. The last one holds.' })
export class SharingDecisionView {
  @Process(() => String, { description: 'Of the code set disclosure-decision: DISCLOSE or WITHHOLD.' })
  decision!: string;

  @Process(() => ID)
  decidedBy!: string;

  @Personal('general', () => String)
  decidedByName!: string | null;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Process(() => Boolean, { description: 'It holds only as long as those it is about agree.' })
  needsAgreement!: boolean;

  @Process(() => Boolean, { description: 'A manager decided otherwise than the one before.' })
  isOverride!: boolean;

  @Personal('general', () => String, { description: 'Of the code set sharing-basis.' })
  basis!: string | null;

  @Personal('special', () => String)
  reason!: string | null;

  @Personal('special', () => String, { description: 'Why sharing would do the child more harm than good.' })
  detrimentReason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Who asked to be told, and for what.' })
export class SharingRequestView {
  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What it was asked for.' })
  purpose!: string | null;

  @Personal('third-party', () => String)
  requesterName!: string | null;

  @Personal('third-party', () => String)
  requesterOrganisation!: string | null;

  @Personal('general', () => String, {
    description: 'On which basis they said that they may be told, of the code set sharing-basis.',
  })
  basis!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared: entries of the record, as they were known at a position.' })
export class SharedThenView {
  @Process(() => ID, { description: 'The event that says so.' })
  id!: string;

  @Process(() => [ID])
  entries!: readonly string[];

  @Process(() => Position)
  position!: number;

  @Process(() => String)
  how!: string;

  @Personal('general', () => String, {
    description: 'SHA-256 of the document that was handed over, base64url, where there was one.',
  })
  documentHash!: string | null;

  @Process(() => ID)
  disclosedBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Whoever was told said that they received it.' })
export class AcknowledgementView {
  @Process(() => ID, { description: 'What they received: the event by which it was shared.' })
  informationDisclosed!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('third-party', () => String)
  acknowledgerName!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared should not have been, or not so.' })
export class SharingErrorView {
  @Process(() => ID, { description: 'Where it happened: the event by which it was shared.' })
  informationDisclosed!: string;

  @Process(() => [ID], { description: 'Whom it affects.' })
  affected!: readonly string[];

  @Process(() => [ID], { description: 'Who of them was told of it.' })
  affectedTold!: readonly string[];

  @Process(() => [String], { description: 'Who else was told of it, of the code set error-notified.' })
  notified!: readonly string[];

  @Process(() => Boolean, { description: 'Whether the decision to share still holds.' })
  decisionStands!: boolean;

  @Process(() => ID)
  notifiedBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  error!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was asked to be shared about people of a family, decided, and shared.' })
export class Disclosure {
  @Process(() => ID)
  id!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => [ID])
  persons!: readonly string[];

  @Process(() => ID, { nullable: true })
  recipientAgency!: string | null;

  @Process(() => String, { nullable: true })
  recipientAgencyName!: string | null;

  @Process(() => ID, { nullable: true })
  recipientPerson!: string | null;

  @Process(() => [String], { description: 'Classes of information, of the code set data-class.' })
  classes!: readonly string[];

  @Process(() => DisclosureStateEnum)
  state!: keyof typeof DisclosureStateEnum;

  @Process(() => SharingRequestView, { nullable: true, description: 'Null where nobody asked.' })
  request!: SharingRequestView | null;

  @Process(() => [SharingDecisionView], { description: 'The first one first.' })
  decisions!: readonly SharingDecisionView[];

  @Process(() => [SharedThenView])
  shared!: readonly SharedThenView[];

  @Process(() => [AcknowledgementView])
  acknowledgements!: readonly AcknowledgementView[];

  @Process(() => [SharingErrorView])
  errors!: readonly SharingErrorView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared about a family or a person, and what was not.' })
export class Disclosures extends Stamped {
  @Process(() => [Disclosure], { description: 'In the order in which they began.' })
  disclosures!: readonly Disclosure[];
}

@ArgsType()
export class DisclosuresArgs extends Asked {
  @Field(() => ID, { nullable: true, description: 'The family’s reference (F-…) or id; else a person.' })
  family?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person’s reference (N-…) or id.' })
  person?: string | null;
}
