import { ObjectType } from '@nestjs/graphql';
import type { OccurredAt } from '#libs/contracts';
import { Process } from './field-class.ts';

@ObjectType('OccurredAt')
export class OccurredAtAnswer {
  @Process(() => String, {
    nullable: true,
    description: 'As exact as the precision says; null where unknown.',
  })
  value?: string | null;

  @Process(() => String)
  precision!: string;

  @Process(() => String, { nullable: true })
  end?: string | null;
}

export function occurredAtShown({ value, precision, end }: OccurredAt): OccurredAtAnswer {
  return { value: value ?? null, precision, end: end ?? null };
}
