import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateScalar, DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child of the request, by what an agency needs to find it among its own.' })
export class QuestionChild {
  @Personal('general', () => String, { description: 'The given names.' })
  givenName!: string | null;

  @Personal('general', () => String, { description: 'The family name.' })
  familyName!: string | null;

  @Personal('general', () => String)
  dateOfBirth!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({
  description: 'What an agency was asked, by when an answer is wanted, and whether it gave one.',
})
export class QuestionAsked {
  @Process(() => Position)
  position!: number;

  @Process(() => DateTimeScalar)
  recordedAt!: string;

  @Process(() => OccurredAtAnswer, { description: 'When the agency was asked.' })
  askedAt!: OccurredAtAnswer;

  @Personal('special', () => String, { description: 'What is asked, in words.' })
  question!: string | null;

  @Personal('general', () => String, {
    description: 'On what basis the agency may answer: a code of the set sharing-basis.',
  })
  basis!: string | null;

  @Process(() => DateScalar, { description: 'The day by which the answer is wanted.' })
  due!: string;

  @Process(() => Boolean, { description: 'Whether the agency answered since, or said that it will not.' })
  answered!: boolean;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({
  description: 'What the caller’s agency was asked about a request: the questions, and whom they are about.',
})
export class AgencyQuestions extends Stamped {
  @Process(() => ID, { description: 'The request’s id (`request-…`).' })
  request!: string;

  @Process(() => String, { description: 'What people call the request: `R-` and ten characters.' })
  reference!: string;

  @Process(() => [QuestionChild], { description: 'The children whom the request is about.' })
  children!: readonly QuestionChild[];

  @Process(() => [QuestionAsked], { description: 'The questions, the earliest first.' })
  questions!: readonly Omit<QuestionAsked, 'redactions'>[];
}

@ArgsType()
export class AgencyQuestionsArgs extends Asked {
  @Field(() => ID, { description: 'The request’s reference (R-…) or id.' })
  request!: string;
}
