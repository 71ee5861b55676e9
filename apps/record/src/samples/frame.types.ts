import { ArgsType, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { DesignSampleFilterInput } from '../generated/inputs.ts';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';

@ObjectType({ description: 'Cases that have the same values of all that a sample is stratified by.' })
export class FrameStratum {
  @Process(() => String, {
    description: 'Such as district=herts.ff.stevenage/level=L2; all, where there are none.',
  })
  stratum!: string;

  @Process(() => Int)
  count!: number;

  @Process(() => Int, {
    nullable: true,
    description: 'How many of it are drawn; null where there are more strata than the cases can serve.',
  })
  take!: number | null;
}

@ObjectType({ description: 'What there is to draw cases from: in counts, and nobody by name.' })
export class SampleFrame extends Stamped {
  @Process(() => Int)
  count!: number;

  @Process(() => Int, { description: 'How many cases that is drawn with.' })
  size!: number;

  @Process(() => [FrameStratum])
  strata!: readonly FrameStratum[];

  @Process(() => Float, {
    description: 'By how much a share that is found may miss that of all, 95 times in 100, at worst: 0 to 1.',
  })
  margin!: number;

  @Process(() => Int, { description: 'How many cases make a margin of ±10%.' })
  sizeForTenPercent!: number;

  @Process(() => Int, { description: 'How many cases make a margin of ±5%.' })
  sizeForFivePercent!: number;

  @Process(() => [String], { description: 'What may be said by as many cases, and what may not.' })
  statements!: readonly string[];
}

@ArgsType()
export class SampleFrameArgs extends Asked {
  @Field(() => DesignSampleFilterInput, { description: 'Which episodes there are to draw from.' })
  filter!: DesignSampleFilterInput;

  @Field(() => [String], { nullable: true, description: 'Codes of `sample-stratum`, in this order.' })
  strata?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'A code of `sample-method`; in proportion where there are strata, else simple.',
  })
  method?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many cases; as many as make ±10% where left out.' })
  size?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of each stratum at least; 1 where left out.' })
  least?: number | null;
}
