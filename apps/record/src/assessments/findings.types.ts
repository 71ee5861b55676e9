import { ID, ObjectType } from '@nestjs/graphql';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const ENTRY = 'The entry that says so: the id of an event.';
const WHOSE = 'Whose it is: the id of a person; null where it is the family’s.';

@ObjectType({ description: 'A need that was found, of somebody or of the whole family.' })
export class NeedView {
  @Process(() => ID, { description: ENTRY })
  id!: string;

  @Process(() => ID, { nullable: true, description: WHOSE })
  person!: string | null;

  @Process(() => OccurredAtAnswer, { description: 'When it was identified.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who identified it (`worker-…`).' })
  identifiedBy!: string;

  @Personal('special', () => String, { description: 'Which need: a code of the set need.' })
  need!: string | null;

  @Personal('general', () => [String], { description: 'For which Bees: codes of the set outcome-bee.' })
  bees!: readonly string[] | null;

  @Personal('special', () => [String], {
    description: 'Under which headlines: codes of the set headline-outcome.',
  })
  headlines!: readonly string[] | null;

  @Personal('special', () => String, { description: 'How much it weighs: a code of the set need-severity.' })
  severity!: string | null;

  @Personal('special', () => String, { description: 'What shows it, in words.' })
  seen!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What goes well for somebody, or for the whole family.' })
export class StrengthView {
  @Process(() => ID, { description: ENTRY })
  id!: string;

  @Process(() => ID, { nullable: true, description: WHOSE })
  person!: string | null;

  @Process(() => OccurredAtAnswer, { description: 'When it was identified.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who identified it (`worker-…`).' })
  identifiedBy!: string;

  @Personal('special', () => String, { description: 'What goes well, in words.' })
  strength!: string | null;

  @Personal('general', () => [String], { description: 'For which Bees: codes of the set outcome-bee.' })
  bees!: readonly string[] | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What somebody says of their own life, or why they were not heard.' })
export class VoiceView {
  @Process(() => ID, { description: ENTRY })
  id!: string;

  @Process(() => ID, { description: 'Whose voice: the id of a person.' })
  person!: string;

  @Process(() => Boolean, { description: 'Whether the person was heard.' })
  heard!: boolean;

  @Process(() => OccurredAtAnswer, { description: 'When the person was heard, or was not.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who wrote it down (`worker-…`).' })
  recordedBy!: string;

  @Personal('special', () => String, { description: 'How they were heard: a code of the set voice-method.' })
  method!: string | null;

  @Personal('special', () => String, { description: 'What they said.' })
  said!: string | null;

  @Personal('special', () => String, {
    description: 'Why they were not heard: a code of the set voice-not-obtained-reason.',
  })
  reason!: string | null;

  @Personal('special', () => String, { description: 'Why they were not heard, in words.' })
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What the keyworker makes of it all.' })
export class AnalysisView {
  @Process(() => ID, { description: ENTRY })
  id!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was analysed.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker who analysed it (`worker-…`).' })
  analysedBy!: string;

  @Personal('special', () => String, { description: 'The analysis, in words.' })
  analysis!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'What a complete assessment found of one child.' })
export class FindingView {
  @Process(() => ID, { description: 'Which child: the id of a person.' })
  child!: string;

  @Personal('special', () => String, {
    description: 'The level that it proposes, and does not decide: a code of the set level.',
  })
  level!: string | null;

  @Personal('special', () => String, {
    description: 'What was found of special educational needs: a code of the set send-considered.',
  })
  send!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}
