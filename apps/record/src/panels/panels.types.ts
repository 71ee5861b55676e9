import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Asked, REVISION, Stamped } from '../schema/as-of.ts';
import { Personal, Process, WorkerName } from '../schema/field-class.ts';
import { DateScalar, enumOf, Position } from '../schema/scalars.ts';
import { AllocationAnswerEnum } from '../requests/requests.types.ts';
import { TimelineEventView } from '../timeline/timeline.types.ts';
import { Redaction } from '../timeline/timeline.types.ts';

export const PanelStatusEnum = enumOf(
  'PanelStatus',
  {
    SCHEDULED: 'It has yet to meet.',
    QUORATE: 'It met, with enough members to decide.',
    ADJOURNED: 'It met, with too few to decide.',
    CLOSED: 'It is over.',
  },
  'How far a panel is.',
);
const PanelMemberStandingEnum = enumOf(
  'PanelMemberStanding',
  {
    EXPECTED: 'The member is expected, or did not come and said nothing.',
    ATTENDED: 'The member came.',
    APOLOGISED: 'The member sent apologies.',
  },
  'Whether a member came.',
);
const PanelItemStateEnum = enumOf(
  'PanelItemState',
  {
    TABLED: 'It is on the agenda, and not decided.',
    DEFERRED: 'It was put off, for something is needed first.',
    DECIDED: 'The panel decided it.',
    WITHDRAWN: 'It was withdrawn before it was decided.',
  },
  'What became of an item.',
);

@ObjectType({ description: 'Somebody who was expected at a panel, came, or sent apologies.' })
export class PanelMember {
  @Process(() => ID, { description: 'The member: a worker (`worker-…`).' })
  member!: string;

  @Personal('general', () => String, {
    description: 'What the record called the member by then; null where you may not read it.',
  })
  memberName!: string | null;

  @Process(() => ID, { description: 'The agency that the member sat for (`organisation-…`).' })
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => String, {
    nullable: true,
    description:
      'What kind of agency that is: a code of the set agency-type; null of those who did not come.',
  })
  agencyType!: string | null;

  @Process(() => PanelMemberStandingEnum, { description: 'Whether the member came.' })
  standing!: keyof typeof PanelMemberStandingEnum;

  @Process(() => Boolean, { description: 'Whether the member chairs it.' })
  chairing!: boolean;

  @Process(() => Boolean, {
    description: 'Whether the member took part from afar: as present as in the room.',
  })
  remote!: boolean;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'A child, and the level that a panel decided.' })
export class PanelChild {
  @Process(() => ID)
  child!: string;

  @Process(() => String, {
    description: 'The level of need that the panel decided: a code of the set level.',
  })
  level!: string;
}

@ObjectType({ description: 'A request or an episode before a panel.' })
export class PanelItem {
  @Process(() => ID, { description: 'The request (`request-…`) or the episode (`episode-…`).' })
  item!: string;

  @Process(() => String, {
    nullable: true,
    description: 'What people call the request: `R-` and ten characters; null of an episode.',
  })
  reference!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it is about (`family-…`); null where it is of none yet.',
  })
  family!: string | null;

  @Process(() => Position, { description: 'The place in the log of the event that put it on the agenda.' })
  tabled!: number;

  @Process(() => [Position], {
    description: 'The places in the log of the entries that the panel’s papers held.',
  })
  evidence!: readonly number[];

  @Process(() => PanelItemStateEnum, { description: 'What became of it by then.' })
  state!: keyof typeof PanelItemStateEnum;

  @Process(() => Int, { description: REVISION })
  revision!: number;

  @Process(() => [ID], {
    description: 'The members who declared a conflict of interest, by their ids (`worker-…`).',
  })
  conflicted!: readonly string[];

  @Process(() => String, {
    nullable: true,
    description: 'What the panel decided: a code of the set triage-outcome; null until it has.',
  })
  outcome!: string | null;

  @Process(() => [PanelChild], { description: 'The level that the panel decided for each child.' })
  levels!: readonly PanelChild[];

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that the panel gave it to (`organisation-…`); null where it gave it to none.',
  })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description:
      'The worker who is to hold the help (`worker-…`), named by the panel, or by the agency that accepted; null where none was.',
  })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => AllocationAnswerEnum, {
    nullable: true,
    description: 'What the agency answered; null where none was asked.',
  })
  allocation!: keyof typeof AllocationAnswerEnum | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who decided it for the panel (`worker-…`); null until it is decided.',
  })
  decidedBy!: string | null;

  @Process(() => Boolean, { description: 'Whether the decision stands in place of an earlier one.' })
  reviewed!: boolean;

  @Process(() => DateScalar, {
    nullable: true,
    description: 'The day until which the panel put it off; null where it did not, or has decided it since.',
  })
  deferredUntil!: string | null;

  @Process(() => [TimelineEventView], { description: 'What the panel recorded of it, in that order.' })
  events!: readonly TimelineEventView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'A panel: who came, whether it could decide, and what became of its agenda.' })
export class PanelAgenda extends Stamped {
  @Process(() => ID, { description: 'The panel’s id (`panel-…`): what orders and other queries call it.' })
  id!: string;

  @Process(() => Int, { description: `${REVISION} An order that names an item expects the item’s.` })
  revision!: number;

  @Process(() => String, { description: 'What people call the panel: `P-` and ten characters.' })
  reference!: string;

  @Process(() => String, { description: 'The district that it decides for: a code of the set district.' })
  district!: string;

  @Process(() => DateScalar, { description: 'The day on which it sits.' })
  date!: string;

  @Process(() => String, {
    description: 'How often the district’s panel sits: a code of the set panel-cadence.',
  })
  cadence!: string;

  @Process(() => String, {
    description: 'Who must be there for it to decide: a code of the set quorum-rule.',
  })
  quorumRule!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who is to chair it (`worker-…`); null where none was named.',
  })
  chair!: string | null;

  @Process(() => PanelStatusEnum, { description: 'How far it was by then.' })
  status!: keyof typeof PanelStatusEnum;

  @Process(() => [String], {
    description:
      'What its quorum lacked when it was last convened: CHAIR, AGENCIES, or a group that the rule names.',
  })
  lacking!: readonly string[];

  @Process(() => [PanelMember], {
    description: 'Who was expected, came, or sent apologies, in the order in which it was recorded.',
  })
  members!: readonly PanelMember[];

  @Process(() => [PanelItem], { description: 'What is before it, in the order in which it was tabled.' })
  items!: readonly PanelItem[];
}

@ArgsType()
export class PanelAgendaArgs extends Asked {
  @Field(() => ID, { nullable: true, description: 'Its reference (P-…) or id; else its district and day.' })
  panel?: string | null;

  @Field(() => String, { nullable: true, description: 'With the day: a code of the set district.' })
  district?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the panel, with its district.' })
  date?: Date | null;
}
