import { ID, ObjectType } from '@nestjs/graphql';
import { Process } from '../schema/field-class.ts';
import { DateTimeScalar, Position } from '../schema/scalars.ts';

@ObjectType('Amendment', { description: 'A correction, or a voiding, that stands.' })
export class AmendmentView {
  @Process(() => ID, { description: 'The id of the event that corrects or voids.' })
  event!: string;

  @Process(() => Position, { description: 'The place in the log of the event that corrects or voids.' })
  position!: number;

  @Process(() => DateTimeScalar, {
    description: 'When the correction or voiding was recorded: an instant, in UTC.',
  })
  recordedAt!: string;

  @Process(() => String, { description: 'A code of the set correction-reason.' })
  reason!: string;

  @Process(() => ID, { nullable: true, description: 'The worker who approved it.' })
  approvedBy!: string | null;
}

@ObjectType('Citation', {
  description: 'An entry that another names, which goes on naming it whatever became of it.',
})
export class CitationView {
  @Process(() => ID, { description: 'The id of the entry that is named.' })
  event!: string;

  @Process(() => Position, { description: 'The place in the log of the entry that is named.' })
  position!: number;

  @Process(() => Boolean, {
    description: 'Whether a correction of that entry stood, by what was known by then.',
  })
  corrected!: boolean;

  @Process(() => Boolean, { description: 'Whether that entry was void, by what was known by then.' })
  voided!: boolean;
}

@ObjectType({ description: 'How an agency came to know of an entry that others recorded.' })
export class ToldAgency {
  @Process(() => Position, { description: 'The place in the log of the last disclosure of it by then.' })
  position!: number;

  @Process(() => DateTimeScalar, { description: 'When that disclosure was recorded: an instant, in UTC.' })
  recordedAt!: string;

  @Process(() => Boolean, {
    description:
      'Whether it was corrected or voided since, by what was known by then, and the agency was not told.',
  })
  changedSince!: boolean;
}
