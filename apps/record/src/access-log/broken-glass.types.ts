import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, DateTimeScalar, Position } from '../schema/scalars.ts';

@ObjectType({
  description:
    'One time a worker broke the glass for a family. References only: why stands in the family’s own story.',
})
export class BrokenGlass {
  @Process(() => ID, { description: 'The id of this use: what a review of it names.' })
  use!: string;

  @Process(() => Position, { description: 'The place in the log of the event by which it was broken.' })
  since!: number;

  @Process(() => ID, { description: 'The worker who broke the glass (`worker-…`).' })
  worker!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The family (`family-…`); null where it is sealed from whoever asks.',
  })
  family!: string | null;

  @Process(() => DateTimeScalar, { description: 'When the glass was broken: an instant, in UTC.' })
  usedAt!: string;

  @Process(() => DateTimeScalar, { description: 'Until when it opens the family.' })
  openUntil!: string;

  @Process(() => DateScalar, {
    description:
      'The last day to review it: the second working day. Unreviewed, the right to another lapses then.',
  })
  reviewDueOn!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What the review found: a code of the set break-glass-outcome; null until it was reviewed.',
  })
  outcome!: string | null;

  @Process(() => ID, { nullable: true, description: 'The worker who reviewed it; null until somebody has.' })
  reviewedBy!: string | null;
}

@ObjectType({ description: 'Each time somebody broke the glass, in that order.' })
export class BrokenGlassConnection extends ConnectionOf(BrokenGlass, 'BrokenGlass') {}

@ArgsType()
export class BrokenGlassArgs extends AskedForPage {
  @Field(() => ID, { nullable: true, description: 'Who broke it: the id of a worker.' })
  worker?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that nobody has reviewed yet.' })
  unreviewed?: boolean | null;
}
