import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process, WorkerName } from '../schema/field-class.ts';
import { DateScalar } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';
import { PanelStatusEnum } from './panels.types.ts';

@ObjectType({
  description: 'A panel in a list: when it sits and how far it is, and nothing of what is before it.',
})
export class PanelSummary {
  @Process(() => ID, { description: 'What orders and other queries call it: `panel-…`.' })
  id!: string;

  @Process(() => String, { description: 'What people call it: `P-…`.' })
  reference!: string;

  @Process(() => String, { description: 'A code of the set district.' })
  district!: string;

  @Process(() => DateScalar, { description: 'The day on which it sits.' })
  date!: string;

  @Process(() => String, {
    description: 'How often the district’s panel sits: a code of the set panel-cadence.',
  })
  cadence!: string;

  @Process(() => String, {
    description: 'Who must be there for it to decide: a code of the set quorum-rule.',
  })
  quorumRule!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who is to chair it (`worker-…`); null where none was named.',
  })
  chair!: string | null;

  @WorkerName({
    description:
      'What the record called that worker by then; null where none was named, or you may not read it.',
  })
  chairName!: string | null;

  @Process(() => PanelStatusEnum, { description: 'How far it was by then.' })
  status!: keyof typeof PanelStatusEnum;

  @Process(() => [Redaction], { description: 'What is left out of it, and why.' })
  redactions?: readonly Redaction[];
}

@ObjectType('PanelConnection', {
  description: 'A page of panels, in the order in which they were scheduled.',
})
export class PanelConnection extends ConnectionOf(PanelSummary, 'Panel') {}

@ArgsType()
export class PanelsArgs extends AskedForPage {
  @Field(() => String, { nullable: true, description: 'A code of the set district.' })
  district?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which they sit; any, where left out.',
  })
  from?: Date | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which they sit; any, where left out.',
  })
  to?: Date | null;
}
