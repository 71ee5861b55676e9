import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Personal, Process } from '../schema/field-class.ts';
import { OccurredAtAnswer } from '../schema/occurred-at.ts';
import { DateScalar, DateTimeScalar, Position } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

@ObjectType({ description: 'A child of the request, by what an agency needs to find it among its own.' })
export class QuestionChild {
  @Personal('general', () => String)
  givenName!: string | null;

  @Personal('general', () => String)
  familyName!: string | null;

  @Personal('general', () => String, { description: 'A partial date.' })
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

  @Process(() => OccurredAtAnswer)
  askedAt!: OccurredAtAnswer;

  @Personal('special', () => String)
  question!: string | null;

  @Personal('general', () => String, {
    description: 'On what basis the agency may answer: a code of sharing-basis.',
  })
  basis!: string | null;

  @Process(() => DateScalar, { description: 'The day by which the answer is wanted.' })
  due!: string;

  @Process(() => Boolean)
  answered!: boolean;

  @Process(() => [Redaction])
  redactions!: readonly Redaction[];
}

@ObjectType({
  description: 'What the caller’s agency was asked about a request: the questions, and whom they are about.',
})
export class AgencyQuestions extends Stamped {
  @Process(() => ID)
  request!: string;

  @Process(() => String)
  reference!: string;

  @Process(() => [QuestionChild])
  children!: readonly QuestionChild[];

  @Process(() => [QuestionAsked], { description: 'The earliest first.' })
  questions!: readonly Omit<QuestionAsked, 'redactions'>[];
}

@ArgsType()
export class AgencyQuestionsArgs extends Asked {
  @Field(() => ID, { description: 'The request’s reference (R-…) or id.' })
  request!: string;
}
