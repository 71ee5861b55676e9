import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { Purpose } from '#libs/access';
import type { WorkerStanding } from '#libs/read-models';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Process, WorkerName } from '../schema/field-class.ts';
import { DateScalar, enumOf, PurposeEnum } from '../schema/scalars.ts';
import { Redaction } from '../timeline/timeline.types.ts';

const WorkerStandingEnum: { readonly [s in WorkerStanding]: s } = enumOf(
  'WorkerStanding',
  {
    ACTIVE: 'At work.',
    NOT_YET: 'The first day of work is still to come.',
    SUSPENDED: 'The account is suspended: they read nothing, order nothing, and are given nothing to do.',
    ENDED: 'Their work has ended: from its last day on they read nothing and order nothing.',
  },
  'How a worker stands.',
);

@ObjectType({ description: 'An agency that helps families, or is asked about them.' })
export class Organisation {
  @Process(() => ID, { description: 'What orders and other queries call it: `organisation-…`.' })
  id!: string;

  @Process(() => String, { description: 'What the agency was called by then.' })
  name!: string;

  @Process(() => String, { description: 'A code of the set agency-type.' })
  agencyType!: string;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it gives help, once one is set.',
  })
  endedOn!: string | null;
}

@ObjectType('OrganisationConnection', {
  description: 'A page of agencies, in the order of their registration.',
})
export class OrganisationConnection extends ConnectionOf(Organisation, 'Organisation') {}

@ArgsType()
export class OrganisationsArgs extends AskedForPage {}

@ObjectType({ description: 'Somebody who works for an agency: what others need to know to turn to them.' })
export class Worker {
  @Process(() => ID, { description: 'What orders and other queries call them: `worker-…`.' })
  id!: string;

  @WorkerName({
    description: 'What they were called by then; null once it is erased, or you may not read it.',
  })
  name!: string | null;

  @Process(() => ID, { description: 'The agency that they work for.' })
  agency!: string;

  @Process(() => String, { description: 'A code of the set worker-role.' })
  role!: string;

  @Process(() => WorkerStandingEnum, {
    description: 'How they stood on the day of the answer (`asOf.effectiveAt`), of what was known by then.',
  })
  standing!: WorkerStanding;

  @Process(() => DateScalar, { description: 'The first day of work.' })
  activeFrom!: string;

  @Process(() => DateScalar, { nullable: true, description: 'The last day of work, once one is set.' })
  activeTo!: string | null;

  @Process(() => [Redaction], { description: 'What is left out of it, and why.' })
  redactions?: readonly Redaction[];
}

@ObjectType('WorkerConnection', {
  description: 'A page of the workers of an agency, in the order of their registration.',
})
export class WorkerConnection extends ConnectionOf(Worker, 'Worker') {}

@ArgsType()
export class WorkersArgs extends AskedForPage {
  @Field(() => ID, { description: 'The agency’s id (organisation-…).' })
  agency!: string;
}

@ObjectType({ description: 'Whoever holds the token, as the record takes them.' })
export class Me {
  @Process(() => String, { description: 'The account, as the token says it.' })
  user!: string;

  @Process(() => String, {
    description: 'A code of the set role, as the token says it, or as it is mapped here.',
  })
  role!: string;

  @Process(() => [PurposeEnum], {
    description: 'What the role may open anything for, however they stand to it.',
  })
  purposes!: readonly Purpose[];

  @Process(() => ID, { description: 'The agency, as the token says it, or as it is mapped here.' })
  agency!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What the record calls the agency; null where it knows none of that id.',
  })
  agencyName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description:
      'The worker that they are: the one that the token names, or who signs in with the account; null where the record knows none.',
  })
  worker!: string | null;

  @Process(() => WorkerStandingEnum, {
    nullable: true,
    description: 'How that worker stands today; null where there is none.',
  })
  standing!: WorkerStanding | null;
}
