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
  @Process(() => String, {
    description: 'What was decided, DISCLOSE or WITHHOLD: a code of the set disclosure-decision.',
  })
  decision!: string;

  @Process(() => ID, { description: 'The worker who decided it (`worker-…`).' })
  decidedBy!: string;

  @Personal('general', () => String, {
    description: 'What the record called that worker by then; null where you may not read it.',
  })
  decidedByName!: string | null;

  @Process(() => OccurredAtAnswer, { description: 'When it was decided.' })
  on!: OccurredAtAnswer;

  @Process(() => Boolean, { description: 'Whether it holds only as long as those it is about agree.' })
  needsAgreement!: boolean;

  @Process(() => Boolean, { description: 'Whether a manager decided otherwise than the decision before.' })
  isOverride!: boolean;

  @Personal('general', () => String, {
    description: 'On what basis it is shared: a code of the set sharing-basis.',
  })
  basis!: string | null;

  @Personal('special', () => String, { description: 'Why, in words.' })
  reason!: string | null;

  @Personal('special', () => String, { description: 'Why sharing would do the child more harm than good.' })
  detrimentReason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Who asked to be told, and for what.' })
export class SharingRequestView {
  @Process(() => OccurredAtAnswer, { description: 'When they asked.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What it was asked for.' })
  purpose!: string | null;

  @Personal('third-party', () => String, { description: 'Who asked, by name.' })
  requesterName!: string | null;

  @Personal('third-party', () => String, { description: 'For which organisation they asked.' })
  requesterOrganisation!: string | null;

  @Personal('general', () => String, {
    description: 'On which basis they said that they may be told: a code of the set sharing-basis.',
  })
  basis!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared: entries of the record, as they were known at a position.' })
export class SharedThenView {
  @Process(() => ID, {
    description: 'The id of the event by which they were shared: what an acknowledgement names.',
  })
  id!: string;

  @Process(() => [ID], { description: 'The entries that were shared, by the ids of their events.' })
  entries!: readonly string[];

  @Process(() => Position, { description: 'The position as of which they were shared.' })
  position!: number;

  @Process(() => String, { description: 'How they were shared: a code of the set contact-method.' })
  how!: string;

  @Personal('general', () => String, {
    description: 'SHA-256 of the document that was handed over, base64url, where there was one.',
  })
  documentHash!: string | null;

  @Process(() => ID, { description: 'The worker who shared them (`worker-…`).' })
  disclosedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When they were shared.' })
  on!: OccurredAtAnswer;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Whoever was told said that they received it.' })
export class AcknowledgementView {
  @Process(() => ID, { description: 'What they received: the event by which it was shared.' })
  informationDisclosed!: string;

  @Process(() => OccurredAtAnswer, { description: 'When they said so.' })
  on!: OccurredAtAnswer;

  @Personal('third-party', () => String, { description: 'Who says so, by name.' })
  acknowledgerName!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared should not have been, or not so.' })
export class SharingErrorView {
  @Process(() => ID, { description: 'Where it happened: the event by which it was shared.' })
  informationDisclosed!: string;

  @Process(() => [ID], { description: 'Whom it affects, by their ids.' })
  affected!: readonly string[];

  @Process(() => [ID], { description: 'Who of them was told of it, by their ids.' })
  affectedTold!: readonly string[];

  @Process(() => [String], { description: 'Who else was told of it: codes of the set error-notified.' })
  notified!: readonly string[];

  @Process(() => Boolean, { description: 'Whether the decision to share still holds.' })
  decisionStands!: boolean;

  @Process(() => ID, { description: 'The worker who recorded it (`worker-…`).' })
  notifiedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was notified.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What was wrong, in words.' })
  error!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was asked to be shared about people of a family, decided, and shared.' })
export class Disclosure {
  @Process(() => ID, {
    description: 'The disclosure’s id (`disclosure-…`): what orders and other queries call it.',
  })
  id!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => [ID], { description: 'The persons whom it is about, by their ids.' })
  persons!: readonly string[];

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that it is for (`organisation-…`); null where it is for a person.',
  })
  recipientAgency!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'What the record called that agency by then; null where it is for a person.',
  })
  recipientAgencyName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The person whom it is for, by the id; null where it is for an agency.',
  })
  recipientPerson!: string | null;

  @Process(() => [String], { description: 'What kinds of information: codes of the set data-class.' })
  classes!: readonly string[];

  @Process(() => DisclosureStateEnum, { description: 'How far it was by then.' })
  state!: keyof typeof DisclosureStateEnum;

  @Process(() => SharingRequestView, {
    nullable: true,
    description: 'Who asked to be told, and for what; null where nobody asked.',
  })
  request!: SharingRequestView | null;

  @Process(() => [SharingDecisionView], {
    description: 'The decisions, the first one first: the last holds.',
  })
  decisions!: readonly SharingDecisionView[];

  @Process(() => [SharedThenView], { description: 'What was shared, each time, the first one first.' })
  shared!: readonly SharedThenView[];

  @Process(() => [AcknowledgementView], {
    description: 'Who said that they received it, the first one first.',
  })
  acknowledgements!: readonly AcknowledgementView[];

  @Process(() => [SharingErrorView], { description: 'What was wrong with it, the first one first.' })
  errors!: readonly SharingErrorView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was shared about a family or a person, and what was not.' })
export class Disclosures extends Stamped {
  @Process(() => [Disclosure], { description: 'The disclosures, in the order in which they began.' })
  disclosures!: readonly Disclosure[];
}

@ArgsType()
export class DisclosuresArgs extends Asked {
  @Field(() => ID, { nullable: true, description: 'The family’s reference (F-…) or id; else a person.' })
  family?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person’s reference (N-…) or id.' })
  person?: string | null;
}
