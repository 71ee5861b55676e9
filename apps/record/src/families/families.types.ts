import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, REVISION, Stamped, ViewEnum } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Personal, Process, WorkerName } from '../schema/field-class.ts';
import { enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { Episode } from './episode.types.ts';

@ObjectType()
export class FamilyMember {
  @Process(() => ID)
  person!: string;

  @Process(() => String, { nullable: true })
  reference!: string | null;

  @Personal('general', () => String)
  name!: string | null;

  @Personal('general', () => String, { description: 'A partial date.' })
  dateOfBirth!: string | null;

  @Personal('health', () => String)
  expectedDeliveryDate!: string | null;

  @Personal('general', () => Boolean)
  adult!: boolean | null;

  @Personal('general', () => String)
  role!: string | null;

  @Personal('address', () => String)
  livesHere!: string | null;

  @Personal('general', () => String, { description: 'A partial date.' })
  from!: string | null;

  @Process(() => Position)
  joined!: number;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'A family as it was on a day, as known then.' })
export class Family extends Stamped {
  @Process(() => ID)
  id!: string;

  @Process(() => Int, { description: `${REVISION} An order that names an episode expects the episode’s.` })
  revision!: number;

  @Process(() => String)
  reference!: string;

  @Process(() => Position)
  registered!: number;

  @Personal('general', () => String, { description: 'What the family is called; its reference stays.' })
  label!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family that it was part of until a split.' })
  splitFrom!: string | null;

  @Process(() => [ID], { description: 'Families that parts of it became.' })
  splitInto!: readonly string[];

  @Process(() => ID, { nullable: true, description: 'The family that it was merged into: go on there.' })
  mergedInto!: string | null;

  @Process(() => [ID], { description: 'Families that are merged into it.' })
  mergedFrom!: readonly string[];

  @Process(() => [FamilyMember])
  members!: readonly FamilyMember[];

  @Process(() => Episode, { nullable: true, description: 'The one that is open.' })
  episode!: Episode | null;

  @Process(() => [Episode])
  episodes!: readonly Episode[];

  @Process(() => [ID])
  requests!: readonly string[];

  @Process(() => Boolean, {
    description: 'An event of the family could not be taken in: something may be missing.',
  })
  stale!: boolean;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ArgsType()
export class FamilyArgs extends Asked {
  @Field(() => ID, { description: 'Its reference (F-…) or its id.' })
  reference!: string;

  @Field(() => ViewEnum, { nullable: true, description: 'AS_CORRECTED where left out.' })
  view?: keyof typeof ViewEnum | null;
}

const FamilyStatusEnum = enumOf(
  'FamilyStatus',
  {
    REGISTERED: 'Never helped yet.',
    OPEN: 'Being helped.',
    CLOSED: 'Helped no longer, or in another family.',
  },
  'Whether a family is being helped.',
);

@ObjectType({ description: 'A family in a list.' })
export class FamilySummary {
  @Process(() => ID)
  id!: string;

  @Process(() => String)
  reference!: string;

  @Process(() => Position)
  registered!: number;

  @Process(() => FamilyStatusEnum)
  status!: keyof typeof FamilyStatusEnum;

  @Process(() => String, { nullable: true })
  district!: string | null;

  @Process(() => Int, { description: 'How many belong to it.' })
  members!: number;

  @Process(() => ID, { nullable: true })
  episode!: string | null;

  @Process(() => ID, { nullable: true })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Detail(() => String, { description: 'The highest of its children’s.' })
  level!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family that it was merged into.' })
  mergedInto!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('FamilyConnection')
export class FamilyConnection extends ConnectionOf(FamilySummary, 'Family') {}

@ArgsType()
export class FamiliesArgs extends AskedForPage {
  @Field(() => String, { nullable: true, description: 'Where they live: a code of the set district.' })
  district?: string | null;

  @Field(() => FamilyStatusEnum, { nullable: true, description: 'Only those that stand so.' })
  status?: keyof typeof FamilyStatusEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'The highest of the children’s: a code of the set level.',
  })
  level?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who holds the open episode: the id of a worker.' })
  keyworker?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which is accountable: the id of an agency.' })
  agency?: string | null;
}
