import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { ErasureState } from '#libs/read-models';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateScalar, DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';
import { NamesRecords } from './holds.types.ts';

export const ErasureStateEnum = enumOf(
  'ErasureState',
  {
    REQUESTED: 'Somebody asked for it, and nobody has proposed it yet.',
    REFUSED: 'It was refused, with the exemption.',
    PROPOSED: 'One person proposed it, and another has yet to decide.',
    WITHDRAWN: 'It was taken back before it was carried out.',
    DECIDED: 'Two people decided it, and it waits for its day.',
    HALTED: 'What was decided no longer held on the day: nothing was erased.',
    BEGUN: 'It is being carried out.',
    DESTROYED: 'The keys are gone, and what was read is being purged.',
    CERTIFIED: 'Nothing is left.',
  } satisfies Record<ErasureState, string>,
  'How far an erasure is.',
);

@ObjectType({ description: 'An erasure of records; nothing of it is personal.' })
export class ErasureView extends NamesRecords {
  @Process(() => ID, {
    description: 'The erasure’s id (`erasure-…`): what orders and other queries call it.',
  })
  id!: string;

  @Process(() => Position, {
    description: 'The place in the log of the event by which it was asked for, or proposed.',
  })
  since!: number;

  @Process(() => ErasureStateEnum, { description: 'How far the erasure was by then.' })
  state!: keyof typeof ErasureStateEnum;

  @Process(() => String, {
    nullable: true,
    description: 'On what ground: a code of the set erasure-ground; null until it is proposed.',
  })
  ground!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was asked for, or proposed: an instant, in UTC.' })
  askedAt!: string;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The last day to answer whoever asked, while nobody has proposed or refused it.',
  })
  answerBy!: string | null;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it may begin; null until it is decided.',
  })
  notBefore!: string | null;
}

@ObjectType({ description: 'Erasures, in the order in which they were asked for or proposed.' })
export class ErasureConnection extends ConnectionOf(ErasureView, 'Erasure') {}

@ObjectType({ description: 'A key that is gone: nothing that was sealed under it is ever read again.' })
export class DestroyedKey {
  @Process(() => ID, {
    description: 'Whose it was: of a person the id; of a family or request its id’s last part.',
  })
  subject!: string;

  @Process(() => Position, { description: 'The place in the log of the event that says so.' })
  position!: number;

  @Process(() => DateTimeScalar, { description: 'When it was destroyed: an instant, in UTC.' })
  at!: string;
}

@ObjectType({ description: 'A node whose read models, indexes and caches hold nothing of it any more.' })
export class PurgedNode {
  @Process(() => String, { description: 'The name of the node.' })
  node!: string;

  @Process(() => DateTimeScalar, { description: 'When it was purged: an instant, in UTC.' })
  at!: string;
}

@ObjectType({ description: 'What had left the record before, and who has it.' })
export class HeldCopy {
  @Process(() => String, { description: 'What kind of copy it is: a code of the set copy-kind.' })
  kind!: string;

  @Process(() => ID, { description: 'The entry, of this log or of the access log, that says so.' })
  entry!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it left; of a disclosure when it occurred.' })
  at!: OccurredAtAnswer;

  @Process(() => ID, { nullable: true, description: 'The account that took it out; null where none did.' })
  user!: string | null;

  @Process(() => ID, {
    nullable: true,
    description:
      'The agency that has it: an id (`organisation-…`), or a name that the record does not know; null where no agency has.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The person who was given it, by the id; null where none was.',
  })
  person!: string | null;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'When its holder was told of the erasure: an instant, in UTC; null until then.',
  })
  notifiedAt!: string | null;
}

@ObjectType({ description: 'What was destroyed, by whose decision, and who had copies.' })
export class ErasureCertificate {
  @Process(() => ID, { description: 'The account that proposed it.' })
  proposedBy!: string;

  @Process(() => ID, { description: 'The account that approved it.' })
  approvedBy!: string;

  @Process(() => [String], { description: 'The rules of retention that had ended, with their version.' })
  rules!: readonly string[];

  @Process(() => [DestroyedKey], { description: 'The keys that were destroyed.' })
  destroyed!: readonly DestroyedKey[];

  @Process(() => [PurgedNode], { description: 'The nodes that were purged.' })
  purged!: readonly PurgedNode[];

  @Process(() => [HeldCopy], { description: 'Who has copies; told once it is certified.' })
  copies!: readonly HeldCopy[];

  @Process(() => DateTimeScalar, { nullable: true, description: 'When nothing was left; null until then.' })
  certifiedAt!: string | null;
}

@ObjectType({ description: 'An erasure with all that was said of it.' })
export class ErasureAnswer extends Stamped {
  @Process(() => ErasureView, { description: 'The erasure.' })
  erasure!: ErasureView;

  @Process(() => ErasureCertificate, {
    nullable: true,
    description: 'What was destroyed, and who had copies; null until it has begun.',
  })
  certificate!: ErasureCertificate | null;

  @Process(() => [TimelineEventView], { description: 'What was recorded of it, in that order.' })
  entries!: readonly TimelineEventView[];
}

@ArgsType()
export class ErasuresArgs extends AskedForPage {
  @Field(() => ErasureStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: keyof typeof ErasureStateEnum | null;
}

@ArgsType()
export class ErasureArgs extends Asked {
  @Field(() => ID, { description: 'The erasure’s id (erasure-…).' })
  erasure!: string;
}
