import { ObjectType } from '@nestjs/graphql';
import type { OccurredAt, Precision } from '#libs/contracts';
import { Process } from './field-class.ts';
import { enumOf } from './scalars.ts';

export const PrecisionEnum: { readonly [p in Precision]: p } = enumOf(
  'Precision',
  {
    INSTANT: 'To the second.',
    DATE: 'The day is known.',
    MONTH: 'The month is known.',
    YEAR: 'The year is known.',
    UNKNOWN: 'Not known, or not said in the clear: of a birth, a death, or the end of a pregnancy.',
  } satisfies Record<Precision, string>,
  'How exactly a time is known.',
);

@ObjectType('OccurredAt', { description: 'When something was true in the world, as exactly as it is known.' })
export class OccurredAtAnswer {
  @Process(() => String, {
    nullable: true,
    description: 'As exact as the precision says; null where unknown.',
  })
  value?: string | null;

  @Process(() => PrecisionEnum, { description: 'How exactly the time is known.' })
  precision!: string;

  @Process(() => String, {
    nullable: true,
    description: 'The end of what lasted, written as the value is; null where it did not last.',
  })
  end?: string | null;
}

export function occurredAtShown({ value, precision, end }: OccurredAt): OccurredAtAnswer {
  return { value: value ?? null, precision, end: end ?? null };
}
