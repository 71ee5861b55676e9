import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DesignSampleFilterInput } from '../generated/inputs.ts';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, Position } from '../schema/scalars.ts';

@ObjectType({ description: 'Cases that have the same values of all that a sample is stratified by.' })
export class FrameStratum {
  @Process(() => String, {
    description:
      'The values that its cases have in common, such as district=herts.ff.stevenage/level=L2; `all` where it is not stratified.',
  })
  stratum!: string;

  @Process(() => Int, { description: 'How many cases are in it.' })
  count!: number;

  @Process(() => Int, {
    nullable: true,
    description: 'How many of it are drawn; null where there are more strata than the cases can serve.',
  })
  take!: number | null;
}

@ObjectType({
  description: 'Which episodes a sample is drawn from: those that are as each field says that is not null.',
})
export class SampleFilterView {
  @Process(() => DateScalar, {
    description: 'The day on which they are open or closed, and of which their district and level are.',
  })
  on!: string;

  @Process(() => String, {
    nullable: true,
    description: 'Open on that day, or closed by then: a code of the set sample-status; null for either.',
  })
  status?: string | null;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'Only those that opened, or were last reopened, on this day or later.',
  })
  openedFrom?: string | null;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'Only those that opened, or were last reopened, on this day or earlier.',
  })
  openedTo?: string | null;

  @Process(() => DateScalar, { nullable: true, description: 'Only those that closed on this day or later.' })
  closedFrom?: string | null;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'Only those that closed on this day or earlier.',
  })
  closedTo?: string | null;

  @Process(() => [String], {
    nullable: true,
    description: 'Only where the family lived in one of these: codes of the set district.',
  })
  districts?: readonly string[] | null;

  @Process(() => [String], {
    nullable: true,
    description: 'Only where the highest level of its children was one of these: codes of the set level.',
  })
  levels?: readonly string[] | null;

  @Process(() => [ID], {
    nullable: true,
    description: 'Only where one of these was accountable, by their ids (`organisation-…`).',
  })
  agencies?: readonly string[] | null;
}

@ObjectType({ description: 'What a sample is drawn from, settled as of a position.' })
export class FrozenFrame {
  @Process(() => Position, { description: 'The place in the log of the last entry that counts.' })
  position!: number;

  @Process(() => Int, { description: 'How many cases there are.' })
  count!: number;

  @Process(() => String, {
    description: 'RFC 6962 tree head over its lines, 64 hexadecimal digits: may be published.',
  })
  root!: string;

  @Process(() => Boolean, {
    description: 'Whether all cases are taken: as many were wanted as there are, or more.',
  })
  whole!: boolean;

  @Process(() => [FrameStratum], { description: 'The strata, each with the cases in it.' })
  strata!: readonly FrameStratum[];
}

@ObjectType({ description: 'What there is to draw cases from: in counts, and nobody by name.' })
export class SampleFrame extends Stamped {
  @Process(() => Int, { description: 'How many cases there are.' })
  count!: number;

  @Process(() => Int, { description: 'How many cases that is drawn with.' })
  size!: number;

  @Process(() => [FrameStratum], { description: 'The strata, each with the cases in it.' })
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

  @Field(() => [String], {
    nullable: true,
    description: 'By what cases are put into strata, in this order: codes of the set sample-stratum.',
  })
  strata?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How cases are drawn: a code of the set sample-method; where left out, in proportion where there are strata, else simple.',
  })
  method?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many cases are drawn; as many as make ±10% where left out.',
  })
  size?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of each stratum are drawn at least; 1 where left out.',
  })
  least?: number | null;
}
