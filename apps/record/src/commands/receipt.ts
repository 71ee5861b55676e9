import { ID, Int, ObjectType } from '@nestjs/graphql';
import { Process } from '../schema/field-class.ts';
import { Position, Token } from '../schema/scalars.ts';

@ObjectType({ description: 'What a command came to. It can be read, here, from this position on.' })
export class Receipt {
  @Process(() => Position, { description: 'The place in the log of the last event that came of it.' })
  position!: number;

  @Process(() => Token, {
    description: 'What to give as `atLeast`, so that an answer holds what was recorded.',
  })
  token!: string;

  @Process(() => Int, { description: 'The stream’s last revision: for the next `expectedRevision`.' })
  revision!: number;

  @Process(() => ID, { description: 'What the command made, or the record it was about.' })
  id!: string;

  @Process(() => String, { nullable: true, description: 'How people name what was made.' })
  reference?: string | null;
}
