import { ArgsType, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({
  description: 'Something that was found in an audit and cannot wait, with the case it was found in.',
})
export class ConcernOfCase {
  @Process(() => Position)
  position!: number;

  @Process(() => ID, { description: 'The id of the audit (`audit-…`).' })
  audit!: string;

  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => String, { nullable: true, description: 'The family’s.' })
  reference!: string | null;

  @Process(() => ID, { nullable: true, description: 'Who helps now.' })
  keyworker!: string | null;

  @Process(() => [String], { description: 'The questions of which it was found.' })
  questions!: readonly string[];

  @Personal('special', () => String, { description: 'Null where the grade of a question raised it, too.' })
  what!: string | null;

  @Process(() => ID, { nullable: true, description: 'The manager who was told by then.' })
  told!: string | null;

  @Process(() => DateTimeScalar, { description: 'When it was recorded: an instant, in UTC.' })
  at!: string;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What was found in audits and cannot wait, in the order in which it was raised.' })
export class ConcernConnection extends ConnectionOf(ConcernOfCase, 'Concern') {}

@ArgsType()
export class ConcernsArgs extends AskedForPage {}
