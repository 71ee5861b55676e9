import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import { AsOfInput, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar, Token } from '../schema/scalars.ts';

@ObjectType({ description: 'A code of a set. It may stand more than once, for periods that do not overlap.' })
export class PublishedCode {
  @Process(() => String, { description: 'The code: what events record, and what orders take.' })
  code!: string;

  @Process(() => String, { description: 'What people read for it.' })
  title!: string;

  @Process(() => DateScalar, { nullable: true, description: 'The first day on which it is current.' })
  validFrom!: string | null;

  @Process(() => DateScalar, { nullable: true, description: 'The last day on which it is current.' })
  validTo!: string | null;

  @Process(() => String, {
    nullable: true,
    description: 'The code that it is part of, of the set that its own set belongs to.',
  })
  belongsTo!: string | null;

  @Process(() => String, { nullable: true, description: 'The code of the set that came in its place.' })
  replacedBy!: string | null;
}

@ObjectType({ description: 'A set of codes, in the version that was in force.' })
export class PublishedCodeSet {
  @Process(() => String, {
    description: 'The name of the set, as descriptions of fields call it, such as `level`.',
  })
  name!: string;

  @Process(() => String, { description: 'The version of the set that was in force, such as 2026.1.' })
  version!: string;

  @Process(() => String, { description: 'What people call the set.' })
  title!: string;

  @Process(() => String, { description: 'Where the set comes from.' })
  source!: string;

  @Process(() => String, { nullable: true, description: 'The set of whose codes its own are parts.' })
  belongsTo!: string | null;

  @Process(() => [PublishedCode], { description: 'Its codes, in the order in which forms show them.' })
  codes!: readonly PublishedCode[];
}

@ObjectType({ description: 'Sets of codes, by their names.' })
export class CodeSets extends Stamped {
  @Process(() => [PublishedCodeSet], { description: 'The sets, in the order of their names.' })
  sets!: readonly PublishedCodeSet[];
}

@ArgsType()
export class CodeSetsArgs {
  @Field(() => [String], { nullable: true, description: 'Names of sets; all of them where left out.' })
  names?: readonly string[] | null;

  @Field(() => AsOfInput, {
    nullable: true,
    description:
      'Which versions: now, where left out. Of a day in the world only the codes that are current on it.',
  })
  asOf?: AsOfInput | null;

  @Field(() => Token, { nullable: true, description: 'Waits until the answer holds what this token names.' })
  atLeast?: string | null;
}
