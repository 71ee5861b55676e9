import { Field, ID, ObjectType, ArgsType } from '@nestjs/graphql';
import { AskedForPage } from '../schema/connection.ts';
import { Process, WorkerName } from '../schema/field-class.ts';
import { Redaction } from '../timeline/timeline.types.ts';

/** Whose a piece of work is, as of the answer. */
@ObjectType({ isAbstract: true })
export abstract class Owned {
  @Process(() => String, {
    nullable: true,
    description:
      'The district of the request, or where the family lives: a code of the set district; null where it is not known.',
  })
  district!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency accountable for the help (`organisation-…`); null where nobody is helped yet.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who acts for the keyworker for a while (`worker-…`); null where nobody does.',
  })
  cover!: string | null;

  @WorkerName()
  coverName!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

/** Whose work is asked about: everybody's, where none is named. */
@ArgsType()
export abstract class OwnedArgs extends AskedForPage {
  @Field(() => String, {
    nullable: true,
    description: 'Only those of this district: a code of the set district.',
  })
  district?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only where this agency is accountable: the id of an agency.',
  })
  agency?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only what this worker holds, as keyworker or for one: the id of a worker.',
  })
  worker?: string | null;
}
