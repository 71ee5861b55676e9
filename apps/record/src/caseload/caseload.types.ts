import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Process, WorkerName } from '../schema/field-class.ts';
import { enumOf, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType()
export class CaseloadChild {
  @Process(() => ID)
  child!: string;

  @Detail(() => String)
  level!: string | null;
}

@ObjectType({ description: 'An open episode that someone holds.' })
export class CaseloadItem {
  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => String, { description: 'The family’s.' })
  reference!: string;

  @Process(() => Position)
  opened!: number;

  @Process(() => String, { nullable: true, description: 'As exact as it is known.' })
  openedAt!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, { nullable: true, description: 'Who acts for the keyworker for a while.' })
  cover!: string | null;

  @WorkerName()
  coverName!: string | null;

  @Process(() => ID, { nullable: true })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => String, { nullable: true })
  district!: string | null;

  @Process(() => [CaseloadChild])
  children!: readonly CaseloadChild[];

  @Detail(() => String, { description: 'The highest of the children’s.' })
  level!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('CaseloadConnection')
export class CaseloadConnection extends ConnectionOf(CaseloadItem, 'Caseload') {}

@ArgsType()
export class CaseloadArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'The caller’s own, where neither is named.' })
  worker?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of an agency.' })
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
  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID)
  keyworker!: string;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, { nullable: true, description: 'Who acts for the keyworker for a while.' })
  cover!: string | null;

  @WorkerName()
  coverName!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType()
export class OpenEpisodeAnswer extends Stamped {
  @Process(() => OpenHelpAnswer)
  answer!: keyof typeof OpenHelpAnswer;

  @Process(() => [OpenHelp])
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
