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
  @Process(() => ID)
  member!: string;

  @Personal('general', () => String)
  memberName!: string | null;

  @Process(() => ID)
  agency!: string;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => String, { nullable: true, description: 'Of those who came.' })
  agencyType!: string | null;

  @Process(() => PanelMemberStandingEnum)
  standing!: keyof typeof PanelMemberStandingEnum;

  @Process(() => Boolean)
  chairing!: boolean;

  @Process(() => Boolean, { description: 'From afar, and as present as in the room.' })
  remote!: boolean;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType()
export class PanelChild {
  @Process(() => ID)
  child!: string;

  @Process(() => String)
  level!: string;
}

@ObjectType({ description: 'A request or an episode before a panel.' })
export class PanelItem {
  @Process(() => ID, { description: 'The request, or the episode.' })
  item!: string;

  @Process(() => String, { nullable: true, description: 'The request’s.' })
  reference!: string | null;

  @Process(() => ID, { nullable: true })
  family!: string | null;

  @Process(() => Position)
  tabled!: number;

  @Process(() => [Position], { description: 'The entries that the panel’s papers held.' })
  evidence!: readonly number[];

  @Process(() => PanelItemStateEnum)
  state!: keyof typeof PanelItemStateEnum;

  @Process(() => Int, { description: REVISION })
  revision!: number;

  @Process(() => [ID], { description: 'Members who declared a conflict of interest.' })
  conflicted!: readonly string[];

  @Process(() => String, { nullable: true })
  outcome!: string | null;

  @Process(() => [PanelChild])
  levels!: readonly PanelChild[];

  @Process(() => ID, { nullable: true })
  agency!: string | null;

  @Process(() => String, { nullable: true })
  agencyName!: string | null;

  @Process(() => ID, { nullable: true })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => AllocationAnswerEnum, { nullable: true, description: 'What the agency answered.' })
  allocation!: keyof typeof AllocationAnswerEnum | null;

  @Process(() => ID, { nullable: true })
  decidedBy!: string | null;

  @Process(() => Boolean, { description: 'The decision stands in place of an earlier one.' })
  reviewed!: boolean;

  @Process(() => DateScalar, { nullable: true })
  deferredUntil!: string | null;

  @Process(() => [TimelineEventView], { description: 'All that the panel recorded of it.' })
  events!: readonly TimelineEventView[];

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType({ description: 'A panel: who came, whether it could decide, and what became of its agenda.' })
export class PanelAgenda extends Stamped {
  @Process(() => ID)
  id!: string;

  @Process(() => Int, { description: `${REVISION} An order that names an item expects the item’s.` })
  revision!: number;

  @Process(() => String)
  reference!: string;

  @Process(() => String)
  district!: string;

  @Process(() => DateScalar)
  date!: string;

  @Process(() => String)
  cadence!: string;

  @Process(() => String, { description: 'Who must be there for it to decide.' })
  quorumRule!: string;

  @Process(() => ID, { nullable: true })
  chair!: string | null;

  @Process(() => PanelStatusEnum)
  status!: keyof typeof PanelStatusEnum;

  @Process(() => [String], { description: 'What its quorum lacked when it was last convened.' })
  lacking!: readonly string[];

  @Process(() => [PanelMember])
  members!: readonly PanelMember[];

  @Process(() => [PanelItem])
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
