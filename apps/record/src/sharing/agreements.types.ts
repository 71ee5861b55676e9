import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { enumOf } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const SaysEnum = enumOf(
  'AgreementWord',
  {
    AGREES: 'They agree.',
    REFUSES: 'They refused.',
    WITHDREW: 'They had agreed, and withdrew it.',
  },
  'What somebody said last about help for a person.',
);

@ObjectType({ description: 'What one person said last about help for another, or for themselves.' })
export class AgreementVoiceView {
  @Process(() => ID, { description: 'Who said it.' })
  by!: string;

  @Process(() => ID, { description: 'The record of the person it is about.' })
  person!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => SaysEnum)
  says!: keyof typeof SaysEnum;

  @Process(() => Boolean, {
    description:
      'They agreed, and their parental responsibility ended since: it stands no longer, and they are asked again.',
  })
  lapsed!: boolean;

  @Process(() => [ID], { description: 'Agencies that may be told.' })
  agencies!: readonly string[];

  @Process(() => OccurredAtAnswer, { description: 'When they said so.' })
  on!: OccurredAtAnswer;

  @Process(() => ID)
  takenBy!: string;

  @Personal('general', () => String)
  takenByName!: string | null;

  @Process(() => OccurredAtAnswer, { nullable: true, description: 'When they were last asked again.' })
  reviewedOn!: OccurredAtAnswer | null;

  @Personal('general', () => String, { description: 'Of the code set agreement-capacity.' })
  capacity!: string | null;

  @Personal('general', () => String, { description: 'Of the code set agreement-method.' })
  method!: string | null;

  @Personal('special', () => String, { description: 'What was explained to them beforehand, and how.' })
  explained!: string | null;

  @Personal('special', () => String)
  reason!: string | null;

  @Personal('special', () => String, { description: 'What they said when they were last asked again.' })
  note!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({
  description: 'Whether a child under 16 was found to understand enough to decide a matter alone.',
})
export class CompetenceView {
  @Personal('special', () => String, { description: 'Of the code set competence-matter.' })
  matter!: string | null;

  @Personal('special', () => Boolean)
  competent!: boolean | null;

  @Process(() => ID)
  assessedBy!: string;

  @Process(() => OccurredAtAnswer)
  on!: OccurredAtAnswer;

  @Personal('special', () => String)
  rationale!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({
  description: 'Who agreed to help for a person, and which agencies may be told on the strength of it.',
})
export class Agreements extends Stamped {
  @Process(() => ID)
  person!: string;

  @Process(() => Boolean, {
    nullable: true,
    description: 'Whether agreement stands; null where nobody was asked. The person’s own word goes first.',
  })
  stands!: boolean | null;

  @Process(() => [ID], { description: 'Agencies that may be told while it stands.' })
  agencies!: readonly string[];

  @Process(() => [AgreementVoiceView])
  voices!: readonly AgreementVoiceView[];

  @Process(() => [CompetenceView], { description: 'For each matter as it was last assessed.' })
  competence!: readonly CompetenceView[];
}

@ArgsType()
export class AgreementsArgs extends Asked {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  person!: string;
}
