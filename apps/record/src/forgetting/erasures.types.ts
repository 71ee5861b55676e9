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
  @Process(() => ID)
  id!: string;

  @Process(() => Position, { description: 'The entry by which it was asked for, or proposed.' })
  since!: number;

  @Process(() => ErasureStateEnum)
  state!: keyof typeof ErasureStateEnum;

  @Process(() => String, {
    nullable: true,
    description: 'Of the code set erasure-ground, once it is proposed.',
  })
  ground!: string | null;

  @Process(() => DateTimeScalar)
  askedAt!: string;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The last day to answer whoever asked, while nobody has proposed or refused it.',
  })
  answerBy!: string | null;

  @Process(() => DateScalar, { nullable: true, description: 'The first day on which it may begin.' })
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

  @Process(() => Position, { description: 'The entry that says so.' })
  position!: number;

  @Process(() => DateTimeScalar)
  at!: string;
}

@ObjectType({ description: 'A node whose read models, indexes and caches hold nothing of it any more.' })
export class PurgedNode {
  @Process(() => String)
  node!: string;

  @Process(() => DateTimeScalar)
  at!: string;
}

@ObjectType({ description: 'What had left the record before, and who has it.' })
export class HeldCopy {
  @Process(() => String, { description: 'Of the code set copy-kind.' })
  kind!: string;

  @Process(() => ID, { description: 'The entry, of this log or of the access log, that says so.' })
  entry!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it left; of a disclosure when it occurred.' })
  at!: OccurredAtAnswer;

  @Process(() => ID, { nullable: true, description: 'The account that took it out.' })
  user!: string | null;

  @Process(() => ID, { nullable: true })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true, description: 'The person who was given it.' })
  person!: string | null;

  @Process(() => DateTimeScalar, { nullable: true, description: 'When its holder was told of the erasure.' })
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

  @Process(() => [DestroyedKey])
  destroyed!: readonly DestroyedKey[];

  @Process(() => [PurgedNode])
  purged!: readonly PurgedNode[];

  @Process(() => [HeldCopy])
  copies!: readonly HeldCopy[];

  @Process(() => DateTimeScalar, { nullable: true, description: 'When nothing was left; null until then.' })
  certifiedAt!: string | null;
}

@ObjectType({ description: 'An erasure with all that was said of it.' })
export class ErasureAnswer extends Stamped {
  @Process(() => ErasureView)
  erasure!: ErasureView;

  @Process(() => ErasureCertificate, { nullable: true, description: 'Once it has begun.' })
  certificate!: ErasureCertificate | null;

  @Process(() => [TimelineEventView], { description: 'In the order in which it was recorded.' })
  entries!: readonly TimelineEventView[];
}

@ArgsType()
export class ErasuresArgs extends AskedForPage {
  @Field(() => ErasureStateEnum, { nullable: true, description: 'Only those that stand so.' })
  state?: keyof typeof ErasureStateEnum | null;
}

@ArgsType()
export class ErasureArgs extends Asked {
  @Field(() => ID, { description: 'The id of an erasure.' })
  erasure!: string;
}
