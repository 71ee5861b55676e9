import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar } from '../schema/scalars.ts';

@ObjectType()
export class EpisodesAtLevel {
  @Process(() => String, {
    nullable: true,
    description: 'The highest of the children’s; null while none is decided.',
  })
  level!: string | null;

  @Process(() => Int)
  episodes!: number;
}

@ObjectType({ description: 'What happened in a month, in families that lived in the district on the day.' })
export class OverviewMonth {
  @Process(() => String, { description: '2026-03' })
  month!: string;

  @Process(() => Int, { description: 'Episodes opened, or opened again.' })
  opened!: number;

  @Process(() => Int)
  closed!: number;

  @Process(() => Int, { description: 'Changes of a child’s level, upwards.' })
  steppedUp!: number;

  @Process(() => Int)
  steppedDown!: number;

  @Process(() => Int, { description: 'Times that social care was asked to take a child on.' })
  contacts!: number;

  @Process(() => Int, { description: 'Those it accepted. A step asked about again counts once.' })
  referrals!: number;

  @Process(() => Int, { description: 'Steps up that another service accepted.' })
  takenOver!: number;

  @Process(() => Int, { description: 'Steps down accepted from another service.' })
  handedBack!: number;

  @Process(() => Int, { description: 'Episodes that went to another keyworker.' })
  handedOver!: number;
}

@ObjectType({ description: 'A district in a period, as of what was known.' })
export class DistrictOverview extends Stamped {
  @Process(() => String)
  district!: string;

  @Process(() => DateScalar)
  from!: string;

  @Process(() => DateScalar)
  to!: string;

  @Process(() => Int, { description: 'Episodes open at the end of the period.' })
  open!: number;

  @Process(() => [EpisodesAtLevel])
  byLevel!: readonly EpisodesAtLevel[];

  @Process(() => [OverviewMonth])
  months!: readonly OverviewMonth[];

  @Process(() => Int, { description: 'Requests received in the period.' })
  requests!: number;

  @Process(() => Int, { description: 'Those of them that led to an episode by the day of the answer.' })
  requestsWithEpisode!: number;

  @Process(() => Int, { description: 'Requests that wait for a decision at the end of the period.' })
  waiting!: number;

  @Process(() => DateScalar, { nullable: true, description: 'Since when the first of them does.' })
  waitingSince!: string | null;
}

@ArgsType()
export class DistrictOverviewArgs extends Asked {
  @Field(() => String, { description: 'A code of `district`.' })
  district!: string;

  @Field(() => DateScalar, { description: 'The first day of the period.' })
  from!: Date;

  @Field(() => DateScalar, { description: 'The last day of the period.' })
  to!: Date;
}
