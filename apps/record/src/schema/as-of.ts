import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import type { Purpose } from '#libs/access';
import { Rejected } from '#libs/contracts';
import { Process } from './field-class.ts';
import { DateScalar, DateTimeScalar, enumOf, Position, PurposeEnum, Token } from './scalars.ts';

@InputType('AsOf', {
  description: 'The past to answer from: by position or by instant of knowledge, and a day in the world.',
})
export class AsOfInput {
  @Field(() => Position, { nullable: true, description: 'The last event that counts, inclusive.' })
  position?: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'What was recorded by then.' })
  knownAt?: Date;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'What had occurred by the end of that day; INVALID_INPUT where a query answers for no day.',
  })
  effectiveAt?: Date;
}

@ObjectType('AsOfPoint', { description: 'A past: what was known by a position, and a day in the world.' })
export class AsOfAnswer {
  @Process(() => Position, { description: 'The last event of the log that counted; -1 of an empty log.' })
  position!: number;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description: 'What was recorded by this instant counted; null of an empty log.',
  })
  knownAt!: string | null;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'What had occurred by the end of this day counted; null where all that was known did.',
  })
  effectiveAt!: string | null;

  @Process(() => Boolean, {
    description: 'Whether a later event may still carry an earlier time of recording.',
  })
  provisional!: boolean;
}

/** The day an argument of the scalar Date names; undefined where it was left out. */
export function dayAsked(day: Date): string;
export function dayAsked(day: Date | null | undefined): string | undefined;
export function dayAsked(day: Date | null | undefined): string | undefined {
  return day?.toISOString().slice(0, 10);
}

const LAG = 'Events in the log that this answer could not know yet.';
const ERASED_SINCE =
  'When somebody whom it tells of was erased after the position that it is of; what was sealed of them is missing.';

/** What every answer says of itself. */
@ObjectType({ isAbstract: true })
export abstract class Stamped {
  @Process(() => AsOfAnswer, { description: 'The past that this answers for.' })
  asOf!: AsOfAnswer;

  @Process(() => Int, { description: LAG })
  lag!: number;

  @Process(() => DateTimeScalar, { nullable: true, description: ERASED_SINCE })
  erasedSince?: string | null;
}

/** A type of answer that says so beside what it tells by itself. */
export function StampedToo<T extends object>(told: Type<T>): Type<T & Stamped> {
  @ObjectType({ isAbstract: true })
  class Answered extends (told as Type<object>) {
    @Process(() => AsOfAnswer, { description: 'The past that this answers for.' })
    asOf!: AsOfAnswer;

    @Process(() => Int, { description: LAG })
    lag!: number;

    @Process(() => DateTimeScalar, { nullable: true, description: ERASED_SINCE })
    erasedSince?: string | null;
  }
  return Answered as Type<object> as Type<T & Stamped>;
}

/** What an order expects, of what an answer shows. */
export const REVISION =
  'What an order about it expects (`expectedRevision`): the last revision, by then, of what you may know of it.';

/** The views of entries, as arguments of what tells them. */
export const ViewEnum = enumOf(
  'View',
  {
    AS_RECORDED: 'Each entry as it was recorded, those that were voided since among them.',
    AS_CORRECTED: 'Each entry as the corrections known by then make it, without what was voided.',
  },
  'As each entry was recorded at the time, or as the corrections known by then make it, without what was voided.',
);

/** What every root field that opens a record takes. */
@ArgsType()
export abstract class AskedForPurpose {
  @Field(() => PurposeEnum, {
    description: 'What it is opened for: that decides what may be read, and is recorded with the read.',
  })
  purpose!: Purpose;

  @Field(() => Token, { nullable: true, description: 'Waits until the answer holds what this token names.' })
  atLeast?: string | null;
}

/** What a root field takes that answers from one point of both axes. */
@ArgsType()
export abstract class Asked extends AskedForPurpose {
  @Field(() => AsOfInput, { nullable: true, description: 'The past to answer from; now, where left out.' })
  asOf?: AsOfInput | null;
}

/** Which past a query answers for: of what was known by then alone, unless it says so. */
export type Past = 'OF_BOTH_AXES';

/**
 * Rejected INVALID_INPUT where a past is asked for that is not answered: what an answer says of when it is of must be so.
 */
export function checkPast({ asOf }: Pick<Asked, 'asOf'>, past?: Past): void {
  const { effectiveAt } = pointOf({ asOf: asOf ?? null });
  if (past === undefined && effectiveAt !== undefined)
    throw new Rejected('INVALID_INPUT', {
      field: 'asOf.effectiveAt',
      because: 'This is answered by what was known, and for no day in the world.',
    });
}

/** The point that a query asks about. */
export function pointOf({ asOf }: Pick<Asked, 'asOf'>) {
  return {
    position: asOf?.position ?? undefined,
    knownAt: asOf?.knownAt?.toISOString(),
    effectiveAt: dayAsked(asOf?.effectiveAt),
  };
}
