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
  @Process(() => ID, { description: 'Who said it: the id of a person.' })
  by!: string;

  @Process(() => ID, { description: 'Whom it is about: the id of the person’s record.' })
  person!: string;

  @Process(() => ID, { description: 'The family that they were asked about the help of (`family-…`).' })
  family!: string;

  @Process(() => SaysEnum, { description: 'What they said last.' })
  says!: keyof typeof SaysEnum;

  @Process(() => Boolean, {
    description:
      'Whether they agreed, and their parental responsibility ended since: it stands no longer, and they are asked again.',
  })
  lapsed!: boolean;

  @Process(() => [ID], { description: 'The agencies that may be told, by their ids (`organisation-…`).' })
  agencies!: readonly string[];

  @Process(() => OccurredAtAnswer, { description: 'When they said so.' })
  on!: OccurredAtAnswer;

  @Process(() => ID, { description: 'The worker to whom it was said (`worker-…`).' })
  takenBy!: string;

  @Personal('general', () => String, {
    description: 'What the record called that worker by then; null where you may not read it.',
  })
  takenByName!: string | null;

  @Process(() => OccurredAtAnswer, {
    nullable: true,
    description: 'When they were last asked again; null where they were not.',
  })
  reviewedOn!: OccurredAtAnswer | null;

  @Personal('general', () => String, {
    description: 'In which capacity they said it: a code of the set agreement-capacity.',
  })
  capacity!: string | null;

  @Personal('general', () => String, { description: 'How they said it: a code of the set agreement-method.' })
  method!: string | null;

  @Personal('special', () => String, { description: 'What was explained to them beforehand, and how.' })
  explained!: string | null;

  @Personal('special', () => String, { description: 'Why they refused, withdrew or changed it, in words.' })
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
  @Personal('special', () => String, {
    description: 'What was to be decided: a code of the set competence-matter.',
  })
  matter!: string | null;

  @Personal('special', () => Boolean, { description: 'Whether the child may decide it alone.' })
  competent!: boolean | null;

  @Process(() => ID, { description: 'The worker who assessed it (`worker-…`).' })
  assessedBy!: string;

  @Process(() => OccurredAtAnswer, { description: 'When it was assessed.' })
  on!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'Why it was so found, in words.' })
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

  @Process(() => [ID], {
    description: 'The agencies that may be told while it stands, by their ids (`organisation-…`).',
  })
  agencies!: readonly string[];

  @Process(() => [AgreementVoiceView], {
    description: 'What each said last: of the person, and of whoever may speak for the person.',
  })
  voices!: readonly AgreementVoiceView[];

  @Process(() => [CompetenceView], { description: 'For each matter as it was last assessed.' })
  competence!: readonly CompetenceView[];
}

@ArgsType()
export class AgreementsArgs extends Asked {
  @Field(() => ID, { description: 'The person’s reference (N-…) or id.' })
  person!: string;
}
