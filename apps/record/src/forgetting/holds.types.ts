import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, enumOf, Position } from '../schema/scalars.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';

export const LegalHoldStateEnum = enumOf(
  'LegalHoldState',
  {
    STANDS: 'Nothing that it names is erased.',
    RELEASED: 'Two people released it.',
  },
  'Whether a legal hold keeps what it names from being erased.',
);

@ObjectType({ isAbstract: true })
export abstract class NamesRecords {
  @Process(() => [ID], { description: 'The persons, by their ids.' })
  persons!: readonly string[];

  @Process(() => [ID], { description: 'The families, by their ids (`family-…`).' })
  families!: readonly string[];

  @Process(() => [ID], { description: 'The requests, by their ids (`request-…`).' })
  requests!: readonly string[];
}

@ObjectType({ description: 'A legal hold: nothing that it names is erased while it stands.' })
export class LegalHoldView extends NamesRecords {
  @Process(() => ID, { description: 'The hold’s id (`hold-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => Position, { description: 'The place in the log of the event by which it was placed.' })
  since!: number;

  @Process(() => Boolean, { description: 'Whether it keeps every record of the authority.' })
  everything!: boolean;

  @Process(() => LegalHoldStateEnum, { description: 'Whether the hold stood by then.' })
  state!: keyof typeof LegalHoldStateEnum;

  @Process(() => Boolean, {
    description: 'Whether somebody proposed to release it, and another has to decide.',
  })
  releaseProposed!: boolean;

  @Process(() => DateTimeScalar, { description: 'When it was placed: an instant, in UTC.' })
  placedAt!: string;

  @Process(() => DateTimeScalar, { description: 'When it was last reviewed, or placed.' })
  lookedAt!: string;

  @Process(() => DateScalar, { nullable: true, description: 'The last day to review it, while it stands.' })
  reviewBy!: string | null;
}

@ObjectType({ description: 'Legal holds, in the order in which they were placed.' })
export class LegalHoldConnection extends ConnectionOf(LegalHoldView, 'LegalHold') {}

@ObjectType({ description: 'A legal hold with all that was said of it.' })
export class LegalHoldAnswer extends Stamped {
  @Process(() => LegalHoldView, { description: 'The hold.' })
  hold!: LegalHoldView;

  @Process(() => [TimelineEventView], { description: 'What was recorded of it, in that order.' })
  entries!: readonly TimelineEventView[];
}

@ArgsType()
export class LegalHoldsArgs extends AskedForPage {
  @Field(() => LegalHoldStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: keyof typeof LegalHoldStateEnum | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those whose release waits for a second person; where it is false, only the others.',
  })
  releaseProposed?: boolean | null;
}

@ArgsType()
export class LegalHoldArgs extends Asked {
  @Field(() => ID, { description: 'The hold’s id (hold-…).' })
  hold!: string;
}
