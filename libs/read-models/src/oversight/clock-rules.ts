import type { EventType, Opened } from '#libs/contracts';
import type { Meaning } from '#libs/reference';
import type { Fact } from '../fact.ts';

type DataOf<T extends EventType> = Extract<Opened.Event, { type: T }>['data'];

/** Events by type, each with whether that very one counts. */
export type On = { readonly [T in EventType]?: (data: DataOf<T>, request: Waiting) => boolean };

/** What is known beside an event: of the request that it is of, and of what an outcome means. */
export interface Waiting {
  isUrgent: () => boolean;
  /** For what a request waits still after an outcome that the event says. */
  waitsFor: (outcome: string) => Meaning['waitsFor'];
}

/** What a clock runs for; an item is a request that is before a panel, whose stream moves the clock as well. */
export type About = 'request' | 'item' | 'episode' | 'step';

/**
 * A clock of practice, by the events that move it; how long it may run is the authority's (code set `clock`, under the
 * same code). All clocks of a request stop when it is withdrawn, and all of an episode when it closes; those of an item by
 * what their rules say.
 */
export interface ClockRule {
  readonly clock: string;
  readonly about: About;
  /** What waits already goes on waiting from when it began. */
  readonly starts: On;
  /** Start it where it has not run yet: what a contact started goes on when a form grows out of it. */
  readonly startsFirst?: On;
  /** Begin it anew, where it has run before. */
  readonly restarts?: On;
  /** Begin it anew, where it has run before and does not run now: what was never answered waits on from when it began. */
  readonly startsAgain?: On;
  readonly stops: On;
  /** The last day in time, where an event that starts it says it: no limit does then. */
  readonly due?: (fact: Fact) => string | null;
  /** Of an item: what waits already goes on waiting as well, where else it begins anew. */
  readonly goesOn?: true;
  /** Of an item: ends what only `startsFirst` began; what does not run counts as not moved yet. */
  readonly forgets?: On;
}

const always = (): boolean => true;

type Triaged = { readonly outcome: string };
/** What is put off is not triaged yet; what goes to the panel is, and is decided there. */
const isTriaged = ({ outcome }: Triaged, { waitsFor }: Waiting): boolean =>
  waitsFor(outcome) !== 'INFORMATION';
const isDecided = (data: Triaged, request: Waiting): boolean =>
  isTriaged(data, request) && request.waitsFor(data.outcome) !== 'PANEL';
/** Whoever so decides has yet to pass it on. */
const isForChildrensServices = ({ outcome }: Triaged, { waitsFor }: Waiting): boolean =>
  waitsFor(outcome) === 'CHILDRENS_SERVICES';
/** A panel decides on episodes too. */
const isOnRequest = ({ item }: { readonly item: string }): boolean => item.startsWith('request-');
const isRequestForChildrensServices = (
  data: Triaged & { readonly item: string },
  request: Waiting,
): boolean => isOnRequest(data) && isForChildrensServices(data, request);
const isUrgent = ({ urgency }: { readonly urgency?: string }): boolean => urgency === 'URGENT';
const isNotUrgent = (data: { readonly urgency?: string }): boolean => !isUrgent(data);

const stepUpAnswered: On = { StepUpAccepted: always, StepUpDeclined: always };

/** That the family is helped already is for who triages to know: it is no decision. */
const triaged: On = { RequestTriaged: isTriaged };

/** The clocks of domain.md whose events the record has. */
export const clockRules: readonly ClockRule[] = [
  {
    clock: 'REQUEST_ACKNOWLEDGED',
    about: 'request',
    starts: { ContactReceived: always },
    startsFirst: { RequestReceived: always },
    stops: { RequestAcknowledged: always },
  },
  {
    clock: 'REQUEST_TRIAGED',
    about: 'request',
    starts: { ContactReceived: isNotUrgent, RequestReopened: (_, request) => !request.isUrgent() },
    startsFirst: { RequestReceived: isNotUrgent },
    stops: triaged,
  },
  {
    clock: 'REQUEST_TRIAGED_URGENT',
    about: 'request',
    starts: { ContactReceived: isUrgent, RequestReopened: (_, request) => request.isUrgent() },
    startsFirst: { RequestReceived: isUrgent },
    stops: triaged,
  },
  {
    clock: 'CONCERN_PASSED',
    about: 'item',
    starts: { SafeguardingConcernIdentified: always },
    startsFirst: {
      RequestTriaged: isForChildrensServices,
      ItemDecided: isRequestForChildrensServices,
      DecisionReviewed: isRequestForChildrensServices,
    },
    stops: { PassedToChildrensServices: always },
    goesOn: true,
    forgets: { RequestReopened: always },
  },
  {
    clock: 'PANEL_DECISION',
    about: 'item',
    starts: { RequestSentToPanel: always },
    restarts: { ItemDeferred: isOnRequest },
    stops: { ItemDecided: isOnRequest, RequestWithdrawn: always },
  },
  {
    clock: 'ALLOCATION_ANSWER',
    about: 'item',
    starts: { AllocationOffered: isOnRequest },
    stops: {
      AllocationAccepted: always,
      AllocationDeclined: always,
      DecisionReviewed: isOnRequest,
      RequestWithdrawn: always,
    },
  },
  {
    clock: 'REFERRER_TOLD',
    about: 'item',
    starts: { RequestTriaged: isDecided, ItemDecided: isOnRequest },
    startsAgain: { DecisionReviewed: isOnRequest },
    stops: { ReferrerInformedOfOutcome: always, RequestReopened: always },
  },
  {
    clock: 'STEP_UP_ANSWER',
    about: 'step',
    starts: { StepUpProposed: ({ urgent }) => !urgent },
    startsAgain: { StepUpEscalated: always },
    stops: stepUpAnswered,
  },
  {
    clock: 'STEP_UP_ANSWER_URGENT',
    about: 'step',
    starts: { StepUpProposed: ({ urgent }) => urgent },
    startsAgain: { StepUpEscalated: always },
    stops: stepUpAnswered,
  },
  {
    clock: 'STEP_DOWN_ANSWER',
    about: 'step',
    starts: { StepDownProposed: always },
    stops: { StepDownAccepted: always, StepDownDeclined: always },
  },
  {
    clock: 'AGREEMENT_REVIEW',
    about: 'episode',
    starts: { KeyworkerAssigned: always },
    restarts: { KeyworkerHandedOver: ({ agreementReviewed }) => agreementReviewed },
    stops: {},
  },
  {
    clock: 'DRIFT',
    about: 'episode',
    starts: { EpisodeOpened: always, EpisodeReopened: always },
    restarts: { DriftAcknowledged: ({ rule }) => rule === 'OPEN_LONG' },
    stops: {},
  },
  {
    // Whoever covers next, or nobody, is another cover.
    clock: 'COVER_ENDS',
    about: 'episode',
    starts: { TemporaryCoverArranged: ({ until }) => until !== undefined },
    stops: { TemporaryCoverArranged: always, TemporaryCoverEnded: always, KeyworkerHandedOver: always },
    due: (fact) => (fact.type === 'TemporaryCoverArranged' ? (fact.data.until ?? null) : null),
  },
  // Agreements have streams of their own: see `agreementsEnded`.
  { clock: 'AGREEMENT_ENDED', about: 'episode', starts: {}, stops: {} },
];

export type Mark = 'START' | 'START_FIRST' | 'START_AGAIN' | 'RESTART' | 'STOP' | 'FORGET';

interface Marking {
  readonly rule: ClockRule;
  readonly mark: Mark;
  readonly when: (data: never, request: Waiting) => boolean;
}

const markings = Map.groupBy(
  clockRules.flatMap((rule) =>
    (
      [
        ['STOP', rule.stops],
        ['RESTART', rule.restarts ?? {}],
        ['START_AGAIN', rule.startsAgain ?? {}],
        ['START', rule.starts],
        ['START_FIRST', rule.startsFirst ?? {}],
        ['FORGET', rule.forgets ?? {}],
      ] as const
    ).flatMap(([mark, on]) =>
      Object.entries(on).map(([type, when]) => ({ type, marking: { rule, mark, when } })),
    ),
  ),
  ({ type }) => type,
);

/** Clocks of items that run on where they are started again. */
export const goingOn: ReadonlySet<string> = new Set(
  clockRules.flatMap(({ clock, goesOn }) => (goesOn ? [clock] : [])),
);

/** Types of the events that may move one. */
export const markingTypes: readonly string[] = [...markings.keys()];

/** A clock that an event moves, and how. */
export type Marked = Pick<Marking, 'rule' | 'mark'>;

/** Which clocks an event moves, and how. */
export function marksOf(fact: Fact, request: Waiting): readonly Marked[] {
  return (markings.get(fact.type) ?? [])
    .map(({ marking }) => marking)
    .filter(({ when }) => when(fact.data as never, request));
}
