import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child who is helped and was not there.' })
export class TafAbsence {
  @Process(() => ID)
  child!: string;

  @Personal('special', () => String, { description: 'Why the child was not there, in words.' })
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'A meeting of the team around the family.' })
export class TafView {
  @Process(() => ID, { description: 'The id of the event that says so.' })
  id!: string;

  @Process(() => OccurredAtAnswer, { description: 'When the team met.' })
  on!: OccurredAtAnswer;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => ID, { description: 'The worker who led the meeting (`worker-…`).' })
  ledBy!: string;

  @Personal('general', () => String, {
    description: 'What the record called that worker by then; null where you may not read it.',
  })
  ledByName!: string | null;

  @Process(() => [ID], { description: 'Workers of the record who came, by their ids (`worker-…`).' })
  workers!: readonly string[];

  @Process(() => [ID], {
    description:
      'Agencies that somebody came for who is no worker of the record, by their ids (`organisation-…`).',
  })
  agencies!: readonly string[];

  @Process(() => [ID], { description: 'Grown-ups, and others who are not helped, who came: by their ids.' })
  persons!: readonly string[];

  @Process(() => [ID], {
    description: 'Workers of the record who sent apologies, by their ids (`worker-…`).',
  })
  apologyWorkers!: readonly string[];

  @Process(() => [ID], { description: 'Agencies that sent apologies, by their ids (`organisation-…`).' })
  apologyAgencies!: readonly string[];

  @Process(() => [ID], { description: 'Persons who sent apologies, by their ids.' })
  apologyPersons!: readonly string[];

  @Process(() => [ID], { description: 'The children helped who were there, by their ids.' })
  childrenPresent!: readonly string[];

  @Process(() => [TafAbsence], { description: 'The children helped who were not there, and why.' })
  childrenAbsent!: readonly TafAbsence[];

  @Personal('special', () => String, {
    description: 'What was said, in words; null where nothing was noted.',
  })
  notes!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
