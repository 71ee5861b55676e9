import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Purpose } from '#libs/access';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateTimeScalar, enumOf, Position, PurposeEnum } from '../schema/scalars.ts';

export type What = 'READ' | 'ORDER';
export type Effect = 'GRANTED' | 'REFUSED';

const WhatEnum = enumOf(
  'AccessKind',
  {
    READ: 'A record, a list or a search was read, or the reading was refused.',
    ORDER: 'An order was refused.',
  } satisfies Record<What, string>,
  'A read, or an order that was refused.',
);
const EffectEnum = enumOf(
  'AccessEffect',
  {
    GRANTED: 'It was answered.',
    REFUSED: 'It was refused.',
  } satisfies Record<Effect, string>,
  'What access said.',
);

const DOCUMENT_HASH =
  'SHA-256, as base64url, of what was asked with: of the query’s document as it was sent, in UTF-8 and without its variables; of the feed the call’s name and what it asked; of what the command line writes the verb.';

/** What the access log says of whoever asked, of the record and of the answer. */
@ObjectType({ isAbstract: true })
abstract class Logged {
  @Process(() => DateTimeScalar, { description: 'When it was asked: an instant, in UTC.' })
  at!: string;

  @Process(() => ID, { description: 'The pseudonym of the account.' })
  user!: string;

  @Process(() => String, { description: 'The role that the account had: a code of the set role.' })
  role!: string;

  @Process(() => ID, {
    description:
      'The agency that the account was of, as its token said: an id (`organisation-…`), or a name that the record does not know.',
  })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The account on whose behalf it was asked; null where there was none.',
  })
  onBehalfOf!: string | null;

  @Process(() => EffectEnum, { description: 'Whether it was answered or refused.' })
  effect!: string;

  @Process(() => String, {
    description:
      'By which way it was asked: GRAPHQL, CLI, OPERATOR or FEED; of an order that the service gave itself SYSTEM.',
  })
  door!: string;

  @Process(() => [String], {
    description: 'How the account stood to what it opened, in the words of the policies, such as `assigned`.',
  })
  relationships!: readonly string[];

  @Process(() => [String], {
    description:
      'Classes of personal data that were asked for and might be read, whether or not any of it stood in the answer.',
  })
  classes!: readonly string[];

  @Process(() => [String], { description: 'The policies that decided.' })
  policies!: readonly string[];

  @Process(() => String, {
    nullable: true,
    description:
      'Which edition of the policies decided, as `fhr version` prints it of a release; null of what was recorded before.',
  })
  policyVersion!: string | null;

  @Process(() => Int, { description: 'How many the answer held; 1 where it is not a list.' })
  results!: number;

  @Process(() => [String], {
    description: 'A keyed hash of each search term: the same for the same term of a month.',
  })
  terms!: readonly string[];

  @Process(() => ID, { description: 'The request’s, by which the service’s log is searched.' })
  correlationId!: string;
}

@ObjectType({ description: 'One read of a record, or one that was refused.' })
export class Viewing extends Logged {
  @Process(() => PurposeEnum, { description: 'What it was opened for.' })
  purpose!: string;

  @Process(() => [String], { description: 'What was asked for, by the name of the query’s field.' })
  reads!: readonly string[];

  @Process(() => Position, {
    description: 'The record’s position that the answer was of; of what was refused that of the time.',
  })
  ofPosition!: number;

  @Process(() => String, { description: DOCUMENT_HASH })
  documentHash!: string;
}

@ObjectType({
  description: 'One entry of the access log: a read, granted or refused, or an order that was refused.',
})
export class AccessEntry extends Logged {
  @Process(() => Position, { description: 'Its place in the access log, which has positions of its own.' })
  position!: number;

  @Process(() => WhatEnum, { description: 'Whether it was a read, or an order that was refused.' })
  what!: What;

  @Process(() => PurposeEnum, { nullable: true, description: 'What it was opened for; null of an order.' })
  purpose!: string | null;

  @Process(() => [String], {
    description: 'What was asked for: the query’s field, or the verb; of an order its name.',
  })
  reads!: readonly string[];

  @Process(() => [ID], {
    description: 'Of whom: the ids of persons, families and requests.',
  })
  of!: readonly string[];

  @Process(() => Position, {
    nullable: true,
    description: 'The record’s position that the answer was of; of what was refused that of the time.',
  })
  ofPosition!: number | null;

  @Process(() => String, { nullable: true, description: `${DOCUMENT_HASH} null of an order.` })
  documentHash!: string | null;
}

@ObjectType('ViewingConnection', { description: 'A page of reads, the newest first.' })
export class ViewingConnection extends ConnectionOf(Viewing, 'Viewing') {}

@ObjectType('AccessEntryConnection', { description: 'A page of the access log, the newest first.' })
export class AccessEntryConnection extends ConnectionOf(AccessEntry, 'AccessEntry') {
  @Process(() => Position, { description: 'The access log’s own last position that could be answered from.' })
  logPosition!: number;
}

/** Of whom it was, and when. */
@ArgsType()
export abstract class LookedAtArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'A person’s reference (N-…) or id.' })
  person?: string | null;

  @Field(() => ID, { nullable: true, description: 'A family’s reference (F-…) or id.' })
  family?: string | null;

  @Field(() => ID, { nullable: true, description: 'A request’s reference (R-…) or id.' })
  request?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only what was recorded at that instant, or later.',
  })
  from?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only what was recorded at that instant, or earlier.',
  })
  to?: Date | null;
}

@ArgsType()
export class WhoSawArgs extends LookedAtArgs {}

@ArgsType()
export class AccessLogArgs extends LookedAtArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'A worker’s id (worker-…): what was done with the account that they sign in with.',
  })
  worker?: string | null;

  @Field(() => ID, { nullable: true, description: 'The pseudonym of an account, as an entry shows it.' })
  user?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The agency of whoever looked or ordered, as the entries call it; NOT_FOUND where neither the record knows it nor the log has it.',
  })
  agency?: string | null;

  @Field(() => PurposeEnum, { nullable: true, description: 'Only reads for this purpose.' })
  lookedFor?: Purpose | null;

  @Field(() => EffectEnum, {
    nullable: true,
    description: 'Only what was answered, or only what was refused.',
  })
  effect?: Effect | null;
}
