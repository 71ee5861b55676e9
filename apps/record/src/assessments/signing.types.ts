import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child who is helped and whose parents refused that the child be assessed.' })
export class LeftOutView {
  @Process(() => ID, { description: 'Which child: the id of a person.' })
  child!: string;

  @Process(() => [ID], { description: 'Who refused, by their ids.' })
  refusedBy!: readonly string[];

  @Personal('special', () => String, { description: 'Why, in words.' })
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Somebody signed a complete assessment, or was asked to and did not.' })
export class SignatureView {
  @Process(() => ID, { description: 'Who: the id of a person.' })
  person!: string;

  @Process(() => Boolean, { description: 'Whether the person signed.' })
  signed!: boolean;

  @Process(() => OccurredAtAnswer, { description: 'When the person signed, or was asked.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who asked (`worker-…`).' })
  takenBy!: string;

  @Personal('special', () => String, { description: 'Why the person did not sign, in words.' })
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'Somebody was given a copy of the assessment.' })
export class AssessmentCopy {
  @Process(() => ID, { description: 'Who was given it: the id of a person.' })
  to!: string;

  @Process(() => String, { description: 'How it was given: a code of the set contact-method.' })
  how!: string;

  @Process(() => ID, { description: 'The worker who gave it (`worker-…`).' })
  givenBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was given.' })
  on!: OccurredAtAnswer;
}

@ObjectType({ description: 'Somebody was given no copy of the assessment.' })
export class AssessmentCopyWithheldView {
  @Process(() => ID, { description: 'Who is given none: the id of a person.' })
  from!: string;

  @Process(() => Boolean, { description: 'Whether nobody else of the family was to have one either.' })
  nobodyElse!: boolean;

  @Process(() => ID, { description: 'The worker who decided it (`worker-…`).' })
  decidedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was decided.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'Why, in words.' })
  reason!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
