import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Process, WorkerName } from '../schema/field-class.ts';
import { enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child whom the help is for, and the level of need.' })
export class CaseloadChild {
  @Process(() => ID)
  child!: string;

  @Detail(() => String, {
    description: 'The level of need: a code of the set level; null where you are not told.',
  })
  level!: string | null;
}

@ObjectType({ description: 'An open episode that someone holds.' })
export class CaseloadItem {
  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => String, { description: 'What people call the family: `F-` and ten characters.' })
  reference!: string;

  @Process(() => Position, { description: 'The place in the log of the event that opened the help.' })
  opened!: number;

  @Process(() => String, {
    nullable: true,
    description: 'When the help began, as exactly as it is known: an instant, a day, a month or a year.',
  })
  openedAt!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who acts for the keyworker for a while (`worker-…`); null where nobody does.',
  })
  cover!: string | null;

  @WorkerName()
  coverName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency accountable for the help (`organisation-…`); null where none is.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'Where the family lives: a code of the set district; null where it is not known.',
  })
  district!: string | null;

  @Process(() => [CaseloadChild], { description: 'The children whom the help is for.' })
  children!: readonly CaseloadChild[];

  @Detail(() => String, {
    description:
      'The highest level of need of the children: a code of the set level; null while none is decided, or where you are not told.',
  })
  level!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('CaseloadConnection', {
  description: 'A page of open episodes, in the order in which they opened.',
})
export class CaseloadConnection extends ConnectionOf(CaseloadItem, 'Caseload') {}

@ArgsType()
export class CaseloadArgs extends AskedForPage {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose episodes: a worker’s id (worker-…); the caller’s own, where neither is named.',
  })
  worker?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose episodes, instead of a worker’s: an agency’s id (organisation-…).',
  })
  agency?: string | null;
}

const OpenHelpAnswer = enumOf(
  'OpenHelpAnswer',
  {
    NONE: 'They are known here, and no open help of theirs is.',
    EXISTS: 'They are being helped.',
    CANNOT_SAY:
      'Nobody is known here by that, more than one person has the number, or what is known of the family is not complete just now: ask by telephone.',
  },
  'Whether someone is being helped.',
);

@ObjectType({ description: 'Who to speak to. What the help is about is not said here.' })
export class OpenHelp {
  @Process(() => ID, { description: 'The agency accountable for the help (`organisation-…`).' })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { description: 'The worker who holds the help (`worker-…`).' })
  keyworker!: string;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who acts for the keyworker for a while (`worker-…`); null where nobody does.',
  })
  cover!: string | null;

  @WorkerName()
  coverName!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Whether a child is being helped, and whom to speak to.' })
export class OpenEpisodeAnswer extends Stamped {
  @Process(() => OpenHelpAnswer, { description: 'Whether the child is being helped.' })
  answer!: keyof typeof OpenHelpAnswer;

  @Process(() => [OpenHelp], {
    description: 'Who helps, one for each open episode; empty unless the answer is EXISTS.',
  })
  help!: readonly OpenHelp[];
}

@ArgsType()
export class OpenEpisodeArgs extends Asked {
  @Field(() => String, { nullable: true, description: 'The child’s NHS number.' })
  nhsNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The child’s unique pupil number.' })
  upn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The child’s reference (N-…) or id.' })
  person?: string | null;
}
