import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateTimeScalar } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child who is helped and was not there.' })
export class TafAbsence {
  @Process(() => ID)
  child!: string;

  @Personal('special', () => String)
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'The team around the family met.' })
export class TafView {
  @Process(() => ID, { description: 'The event that says so.' })
  id!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => ID)
  ledBy!: string;

  @Personal('general', () => String)
  ledByName!: string | null;

  @Process(() => [ID])
  workers!: readonly string[];

  @Process(() => [ID], { description: 'Agencies that somebody came for who is no worker of the record.' })
  agencies!: readonly string[];

  @Process(() => [ID])
  persons!: readonly string[];

  @Process(() => [ID])
  apologyWorkers!: readonly string[];

  @Process(() => [ID])
  apologyAgencies!: readonly string[];

  @Process(() => [ID])
  apologyPersons!: readonly string[];

  @Process(() => [ID])
  childrenPresent!: readonly string[];

  @Process(() => [TafAbsence])
  childrenAbsent!: readonly TafAbsence[];

  @Personal('special', () => String)
  notes!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
