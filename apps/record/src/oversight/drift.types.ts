import { ArgsType, ID, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf } from '../schema/connection.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, Position } from '../schema/scalars.ts';
import { Owned, OwnedArgs } from './owned.types.ts';

@ObjectType({ description: 'A sign that help has drifted, by a rule of the code set `drift-rule`.' })
export class DriftSignItem {
  @Process(() => String)
  rule!: string;

  @Process(() => String, { description: 'The rule in words.' })
  title!: string;

  @Process(() => DateScalar)
  since!: string;

  @Process(() => Int, { nullable: true, description: 'How many reviews, requests or waiting steps.' })
  count!: number | null;
}

@ObjectType({ description: 'An open episode with signs of drift that nobody has acknowledged since.' })
export class DriftItem extends Owned {
  @Process(() => ID)
  episode!: string;

  @Process(() => ID)
  family!: string;

  @Process(() => String, { nullable: true, description: 'The family’s.' })
  reference!: string | null;

  @Process(() => Position)
  opened!: number;

  @Process(() => DateScalar)
  openedOn!: string;

  @Process(() => [DriftSignItem])
  signs!: readonly DriftSignItem[];
}

@ObjectType('DriftConnection')
export class DriftConnection extends ConnectionOf(DriftItem, 'Drift') {}

@ArgsType()
export class DriftArgs extends OwnedArgs {}
