import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Asked, Stamped } from '../schema/as-of.ts';
import { Process } from '../schema/field-class.ts';
import { DateScalar } from '../schema/scalars.ts';

@ObjectType({ description: 'How many episodes were open at a level.' })
export class EpisodesAtLevel {
  @Process(() => String, {
    nullable: true,
    description:
      'The highest level of need of an episode’s children: a code of the set level; null while none is decided.',
  })
  level!: string | null;

  @Process(() => Int, { description: 'How many episodes are open at that level.' })
  episodes!: number;
}

@ObjectType({ description: 'What happened in a month, in families that lived in the district on the day.' })
export class OverviewMonth {
  @Process(() => String, { description: 'The month, such as 2026-03.' })
  month!: string;

  @Process(() => Int, { description: 'Episodes opened, or opened again.' })
  opened!: number;

  @Process(() => Int, { description: 'Episodes closed.' })
  closed!: number;

  @Process(() => Int, { description: 'Changes of a child’s level, upwards.' })
  steppedUp!: number;

  @Process(() => Int, { description: 'Changes of a child’s level, downwards.' })
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
  @Process(() => String, { description: 'The district that was asked about: a code of the set district.' })
  district!: string;

  @Process(() => DateScalar, { description: 'The first day of the period.' })
  from!: string;

  @Process(() => DateScalar, { description: 'The last day of the period.' })
  to!: string;

  @Process(() => Int, { description: 'Episodes open at the end of the period.' })
  open!: number;

  @Process(() => [EpisodesAtLevel], {
    description: 'How many episodes were open at the end of the period, by level.',
  })
  byLevel!: readonly EpisodesAtLevel[];

  @Process(() => [OverviewMonth], { description: 'The months of the period, the earliest first.' })
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
  @Field(() => String, { description: 'Which district: a code of the set district.' })
  district!: string;

  @Field(() => DateScalar, { description: 'The first day of the period.' })
  from!: Date;

  @Field(() => DateScalar, { description: 'The last day of the period.' })
  to!: Date;
}
