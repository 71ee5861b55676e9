import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, REVISION, Stamped, ViewEnum } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Personal, Process, WorkerName } from '../schema/field-class.ts';
import { enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { Episode } from './episode.types.ts';

@ObjectType({ description: 'Somebody who belongs to a family, and what the record calls them.' })
export class FamilyMember {
  @Process(() => ID)
  person!: string;

  @Process(() => String, {
    nullable: true,
    description:
      'What people call the person: `N-` and ten characters; null where the person was not known by then.',
  })
  reference!: string | null;

  @Personal('general', () => String, {
    description: 'The name that the person goes by; null where none is known, or you may not read it.',
  })
  name!: string | null;

  @Personal('general', () => String)
  dateOfBirth!: string | null;

  @Personal('health', () => String, {
    description: 'The day on which a birth is, or was, expected; null where none was said.',
  })
  expectedDeliveryDate!: string | null;

  @Personal('general', () => Boolean, { description: 'Whether they were registered as an adult.' })
  adult!: boolean | null;

  @Personal('general', () => String, {
    description: 'What the person is in the family: a code of the set family-role.',
  })
  role!: string | null;

  @Personal('address', () => String, {
    description:
      'How much of the time the person lives with the family: FULL, PART or NO (the set lives-here); null where it is not known.',
  })
  livesHere!: string | null;

  @Personal('general', () => String, {
    description: 'Since when the person belongs to it, as exactly as it is known; null where it is not.',
  })
  from!: string | null;

  @Process(() => Position, { description: 'The place in the log of the event by which the person joined.' })
  joined!: number;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'A family as it was on a day, as known then.' })
export class Family extends Stamped {
  @Process(() => ID, { description: 'The family’s id (`family-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => Int, { description: `${REVISION} An order that names an episode expects the episode’s.` })
  revision!: number;

  @Process(() => String, { description: 'What people call the family: `F-` and ten characters.' })
  reference!: string;

  @Process(() => Position, { description: 'The place in the log of its registration.' })
  registered!: number;

  @Personal('general', () => String, {
    description: 'What the family is called in words, which may change; its reference stays.',
  })
  label!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family that it was part of until a split.' })
  splitFrom!: string | null;

  @Process(() => [ID], { description: 'Families that parts of it became.' })
  splitInto!: readonly string[];

  @Process(() => ID, { nullable: true, description: 'The family that it was merged into: go on there.' })
  mergedInto!: string | null;

  @Process(() => [ID], { description: 'Families that are merged into it.' })
  mergedFrom!: readonly string[];

  @Process(() => [FamilyMember], {
    description: 'Who belongs to it; of a person with several linked records once, by the survivor’s.',
  })
  members!: readonly FamilyMember[];

  @Process(() => Episode, {
    nullable: true,
    description: 'The episode of help that is open; null where none is.',
  })
  episode!: Episode | null;

  @Process(() => [Episode], {
    description: 'Its episodes of help, those that are closed or went on elsewhere among them.',
  })
  episodes!: readonly Episode[];

  @Process(() => [ID], { description: 'The requests that are linked with it, by their ids (`request-…`).' })
  requests!: readonly string[];

  @Process(() => Boolean, {
    description: 'Whether an event of the family could not be taken in: something may be missing.',
  })
  stale!: boolean;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ArgsType()
export class FamilyArgs extends Asked {
  @Field(() => ID, { description: 'The family’s reference (F-…) or id.' })
  reference!: string;

  @Field(() => ViewEnum, {
    nullable: true,
    description: 'How entries are told; AS_CORRECTED where left out.',
  })
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
  @Process(() => ID, { description: 'The family’s id (`family-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => String, { description: 'What people call the family: `F-` and ten characters.' })
  reference!: string;

  @Process(() => Position, { description: 'The place in the log of its registration.' })
  registered!: number;

  @Process(() => FamilyStatusEnum, { description: 'Whether the family was being helped by then.' })
  status!: keyof typeof FamilyStatusEnum;

  @Process(() => String, {
    nullable: true,
    description:
      'Where it last moved to or was helped, else that of its request: a code of the set district.',
  })
  district!: string | null;

  @Process(() => Int, { description: 'How many belong to it.' })
  members!: number;

  @Process(() => ID, {
    nullable: true,
    description: 'The open episode (`episode-…`); null where none is open.',
  })
  episode!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency accountable for the open help (`organisation-…`); null where none is.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Detail(() => String, {
    description:
      'The highest level of need of the children: a code of the set level; null while none is decided, or where you are not told.',
  })
  level!: string | null;

  @Process(() => ID, { nullable: true, description: 'The family that it was merged into.' })
  mergedInto!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('FamilyConnection', { description: 'A page of families, in the order of their registration.' })
export class FamilyConnection extends ConnectionOf(FamilySummary, 'Family') {}

@ArgsType()
export class FamiliesArgs extends AskedForPage {
  @Field(() => String, {
    nullable: true,
    description: 'Only those that live there: a code of the set district.',
  })
  district?: string | null;

  @Field(() => FamilyStatusEnum, { nullable: true, description: 'Only those in this state.' })
  status?: keyof typeof FamilyStatusEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those whose children’s highest level is this: a code of the set level.',
  })
  level?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those whose open episode this worker holds: the id of a worker.',
  })
  keyworker?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only where this agency is accountable: the id of an agency.',
  })
  agency?: string | null;
}
