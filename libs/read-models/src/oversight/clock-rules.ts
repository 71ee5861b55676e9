import type { EventType, Opened } from '#libs/contracts';
import type { Fact } from '../fact.ts';

type DataOf<T extends EventType> = Extract<Opened.Event, { type: T }>['data'];

/** Events by type, each with whether that very one counts. */
export type On = { readonly [T in EventType]?: (data: DataOf<T>) => boolean };

/** What a clock runs for. */
export type About = 'request' | 'episode' | 'step';

/**
 * A clock of practice, by the events that move it; how long it may run is the authority's (code set `clock`, under the
 * same code). All clocks of a request stop when it is withdrawn, and all of an episode when it closes.
 */
export interface ClockRule {
  readonly clock: string;
  readonly about: About;
  readonly starts: On;
  /** Begin it anew, where it has run before. */
  readonly restarts?: On;
  readonly stops: On;
}

const always = (): boolean => true;

/** The outcome of triage that decides nothing yet: the clock runs on. */
const isDecision = ({ outcome }: { readonly outcome: string }): boolean => outcome !== 'DEFER_INFO_NEEDED';

const triaged: On = { RequestTriaged: isDecision, DuplicateOfOpenWorkFlagged: always };

/** The clocks of domain.md whose events the record has. */
export const clockRules: readonly ClockRule[] = [
  {
    clock: 'REQUEST_ACKNOWLEDGED',
    about: 'request',
    starts: { RequestReceived: always },
    stops: { RequestAcknowledged: always },
  },
  {
    clock: 'REQUEST_TRIAGED',
    about: 'request',
    starts: { RequestReceived: ({ urgency }) => urgency !== 'URGENT' },
    stops: triaged,
  },
  {
    clock: 'REQUEST_TRIAGED_URGENT',
    about: 'request',
    starts: { RequestReceived: ({ urgency }) => urgency === 'URGENT' },
    stops: triaged,
  },
  {
    clock: 'STEP_UP_ANSWER',
    about: 'step',
    starts: { StepUpProposed: ({ urgent }) => !urgent },
    restarts: { StepUpEscalated: always },
    stops: { StepUpAccepted: always, StepUpDeclined: always },
  },
  {
    clock: 'STEP_UP_ANSWER_URGENT',
    about: 'step',
    starts: { StepUpProposed: ({ urgent }) => urgent },
    restarts: { StepUpEscalated: always },
    stops: { StepUpAccepted: always, StepUpDeclined: always },
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
];

export type Mark = 'START' | 'RESTART' | 'STOP';

interface Marking {
  readonly rule: ClockRule;
  readonly mark: Mark;
  readonly when: (data: never) => boolean;
}

const markings = Map.groupBy(
  clockRules.flatMap((rule) =>
    (
      [
        ['STOP', rule.stops],
        ['RESTART', rule.restarts ?? {}],
        ['START', rule.starts],
      ] as const
    ).flatMap(([mark, on]) =>
      Object.entries(on).map(([type, when]) => ({ type, marking: { rule, mark, when } })),
    ),
  ),
  ({ type }) => type,
);

/** Which clocks an event moves, and how. */
export function marksOf(fact: Fact): readonly Pick<Marking, 'rule' | 'mark'>[] {
  return (markings.get(fact.type) ?? [])
    .map(({ marking }) => marking)
    .filter(({ when }) => when(fact.data as never));
}
