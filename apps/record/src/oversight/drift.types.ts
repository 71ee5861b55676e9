import { ArgsType, ID, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, Position } from '../schema/scalars.ts';
import { Owned, OwnedArgs } from './owned.types.ts';

@ObjectType({ description: 'A sign that help has drifted, by a rule of the code set `drift-rule`.' })
export class DriftSignItem {
  @Process(() => String, { description: 'A code of the set drift-rule.' })
  rule!: string;

  @Process(() => String, { description: 'What the rule is called.' })
  title!: string;

  @Process(() => DateScalar, { description: 'The day since which it is so.' })
  since!: string;

  @Process(() => Int, {
    nullable: true,
    description: 'How many reviews, requests or waiting steps it counts; null where the rule counts none.',
  })
  count!: number | null;
}

@ObjectType({ description: 'An open episode with signs of drift that nobody has acknowledged since.' })
export class DriftItem extends Owned {
  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What people call the family: `F-` and ten characters.',
  })
  reference!: string | null;

  @Process(() => Position, { description: 'The place in the log of the event that opened the help.' })
  opened!: number;

  @Process(() => DateScalar, { description: 'The day on which the help began.' })
  openedOn!: string;

  @Process(() => [DriftSignItem], { description: 'The signs, each once.' })
  signs!: readonly DriftSignItem[];
}

@ObjectType('DriftConnection', {
  description: 'A page of drifting episodes, in the order in which they opened.',
})
export class DriftConnection extends ConnectionOf(DriftItem, 'Drift') {}

@ArgsType()
export class DriftArgs extends OwnedArgs {}
