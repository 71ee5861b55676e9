import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { JsonObject } from '#libs/contracts';
import { Asked, REVISION, StampedToo } from '../schema/as-of.ts';
import { AskedForPage, ConnectionOf } from '../schema/connection.ts';
import { Detail, Masked, Process, WorkerName } from '../schema/field-class.ts';
import { DateTimeScalar, enumOf, JsonScalar, Position } from '../schema/scalars.ts';
import { Redaction, TimelineEventView } from '../timeline/timeline.types.ts';

const RequestStateEnum = enumOf(
  'RequestState',
  {
    CONTACT: 'Somebody made contact, and no request for support has come of it yet.',
    ADVICE_SOUGHT: 'Somebody asked for advice.',
    ADVISED: 'The advice was given.',
    RECEIVED: 'A request for support came in.',
    ACKNOWLEDGED: 'The referrer was told that it came in.',
    TRIAGED: 'Triage decided what becomes of it, or put it off until more is known.',
    AT_PANEL: 'It was sent to a panel, and is on no agenda yet.',
    TABLED: 'It is on the agenda of a panel.',
    DEFERRED: 'A panel put it off.',
    DECIDED: 'A panel decided it.',
    WITHDRAWN: 'It was withdrawn.',
    REOPENED: 'It was withdrawn, or decided, and is looked at again.',
  },
  'How far a request has come.',
);

const ConcernEnum = enumOf(
  'SafeguardingConcern',
  {
    IDENTIFIED: 'Somebody identified it, and it is not passed on yet.',
    PASSED: 'It was passed to children’s services.',
  },
  'A concern, and whether it was passed to children’s services.',
);

export const AllocationAnswerEnum = enumOf(
  'AllocationAnswer',
  {
    OFFERED: 'The agency has yet to answer.',
    ACCEPTED: 'The agency takes it on.',
    DECLINED: 'The agency does not take it on.',
  },
  'What became of a panel’s allocation.',
);

@ObjectType({ description: 'A request for support in a list.' })
export class RequestSummary {
  @Process(() => ID, {
    description: 'The request’s id (`request-…`): what orders and other queries call it.',
  })
  id!: string;

  @Process(() => String, { description: 'What people call the request: `R-` and ten characters.' })
  reference!: string;

  @Process(() => Position, { description: 'The place in the log of the event by which it came in.' })
  received!: number;

  @Process(() => DateTimeScalar, { description: 'When it came in: an instant, in UTC.' })
  receivedAt!: string;

  @Process(() => RequestStateEnum, { description: 'How far it was by then.' })
  state!: keyof typeof RequestStateEnum;

  @Detail(() => String, {
    description:
      'What triage, or a panel after it, decided: a code of the set triage-outcome; null until one has.',
  })
  outcome!: string | null;

  @Detail(() => String, {
    description: 'The level of need that triage decided: a code of the set level; null until it has.',
  })
  level!: string | null;

  @Detail(() => String, {
    description:
      'How urgent it is: a code of the set urgency; null where advice was sought, or where you are not told.',
  })
  urgency!: string | null;

  @Process(() => String, { description: 'How it came in: a code of the set channel.' })
  channel!: string;

  @Process(() => String, { description: 'The district that it is for: a code of the set district.' })
  district!: string;

  @Process(() => ID, {
    nullable: true,
    description: 'The family that it is of (`family-…`); null while none is known.',
  })
  family!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The open episode that it duplicates (`episode-…`); null where it duplicates none.',
  })
  episode!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The worker who holds the open episode that it duplicates (`worker-…`).',
  })
  keyworker!: string | null;

  @WorkerName()
  keyworkerName!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The panel whose agenda it is on, or was last (`panel-…`); null where it was on none.',
  })
  panel!: string | null;

  @Process(() => ID, {
    nullable: true,
    description: 'The agency that a panel allocated (`organisation-…`); null where none did.',
  })
  agency!: string | null;

  @Process(() => AllocationAnswerEnum, {
    nullable: true,
    description: 'What the agency that a panel allocated has answered; null where none was asked.',
  })
  allocation!: keyof typeof AllocationAnswerEnum | null;

  @Detail(() => ConcernEnum, {
    description: 'Whether a safeguarding concern was passed on; null where none was identified.',
  })
  concern!: keyof typeof ConcernEnum | null;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description:
      'When whoever asked was last told of the outcome: an instant, in UTC; null where they were not.',
  })
  toldAt!: string | null;

  @Process(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when someone waits for its triage, a panel’s decision, another agency, or word that children’s services were told.',
  })
  waitingSince!: string | null;

  @Process(() => [Redaction])
  redactions?: readonly Redaction[];
}

@ObjectType('Request', {
  description: 'A request for support: the form as it came in, and what became of it.',
})
export class RequestAnswer extends StampedToo(RequestSummary) {
  @Process(() => Int, { description: REVISION })
  revision!: number;

  @Masked(() => JsonScalar, {
    description: 'The form, as far as you may read it; `redactions` points into it.',
  })
  form!: JsonObject;

  @Process(() => [TimelineEventView], {
    description: 'What was recorded of it, by itself and by panels, in that order.',
  })
  events!: readonly TimelineEventView[];
}

@ArgsType()
export class RequestArgs extends Asked {
  @Field(() => ID, { description: 'The request’s reference (R-…) or id.' })
  reference!: string;
}

@ObjectType('RequestConnection', {
  description: 'A page of requests for support, in the order they came in.',
})
export class RequestConnection extends ConnectionOf(RequestSummary, 'Request') {}

@ArgsType()
export class RequestsArgs extends AskedForPage {
  @Field(() => RequestStateEnum, { nullable: true, description: 'Only those in this state.' })
  state?: keyof typeof RequestStateEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those of this district: a code of the set district.',
  })
  district?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those as urgent as this: a code of the set urgency.',
  })
  urgency?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those that triage, or a panel, decided so: a code of the set triage-outcome.',
  })
  outcome?: string | null;

  @Field(() => ID, { nullable: true, description: 'The family’s reference (F-…) or id.' })
  family?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those that came in under this reference of the sender’s own, as it stands now; of who reads nothing personal in lists NOT_PERMITTED.',
  })
  senderReference?: string | null;

  @Field(() => ConcernEnum, { nullable: true, description: 'Only those with a concern in this state.' })
  concern?: keyof typeof ConcernEnum | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that someone waits for, or whose safeguarding concern was not passed on.',
  })
  waiting?: boolean | null;
}
