import { isRequestForm, type EventType, type RequestForm } from '#libs/contracts';
import type { Mark } from './marks.ts';
import { leavesUndecided, type RequestState, type RequestSpan } from './table.ts';

const NOT_ALLOCATED = { agency: null, allocation: null } as const;

/** The row of a request after one more thing was said of it; undefined before it came in. */
export function evolve(row: RequestSpan | undefined, mark: Mark): RequestSpan | undefined {
  if (row === undefined) return isRequestForm(mark.type) ? begun(mark, ENTERING[mark.type]) : undefined;
  // What a panel does with a withdrawn request leaves it so.
  if (mark.panel !== null && row.state === 'WITHDRAWN') return row;
  return { ...row, ...changes[mark.type]?.(mark, row) };
}

const ENTERING: Readonly<Record<RequestForm, RequestState>> = {
  ContactReceived: 'CONTACT',
  AdviceSought: 'ADVICE_SOUGHT',
  RequestReceived: 'RECEIVED',
};

type Changing = (mark: Mark, row: RequestSpan) => Partial<RequestSpan>;

const decide: Changing = (mark, row) => ({
  state: 'DECIDED',
  outcome: mark.said.outcome ?? null,
  waits_for: mark.said.waitsFor ?? null,
  agency: mark.said.agency ?? null,
  allocation: null,
  waiting_since: sinceDecided(mark, row),
});

/** Whoever so decides has yet to pass it on: somebody waits until children's services were told. */
function sinceDecided({ said: { waitsFor }, at }: Mark, { passed }: RequestSpan): string | null {
  return waitsFor === 'CHILDRENS_SERVICES' && passed === 0 ? at : null;
}

const changes: Readonly<Partial<Record<EventType, Changing>>> = {
  AdviceGiven: (_, { state }) => (state === 'ADVICE_SOUGHT' ? { state: 'ADVISED', waiting_since: null } : {}),
  /** A form that grew out of a contact keeps the contact's place in the list. */
  RequestReceived: ({ said: { urgency = null, channel, district, family }, at }) => ({
    state: 'RECEIVED',
    urgency,
    ...(channel !== undefined && { channel }),
    ...(district !== undefined && { district }),
    ...(family !== undefined && { family }),
    waiting_since: at,
  }),
  RequestAcknowledged: (_, { state }) => (state === 'RECEIVED' ? { state: 'ACKNOWLEDGED' } : {}),
  RequestLinkedToFamily: ({ said: { family = null } }) => ({ family }),
  /** A family that came of the request is the one it is of, unless it is linked to another. */
  FamilyRegistered: ({ said: { family } }, row) => ({ family: row.family ?? family ?? null }),
  EpisodeOpened: ({ said: { family } }, row) => ({ family: row.family ?? family ?? null }),
  /** That there is help already is shown, and decides nothing: somebody still has to look at what is asked now. */
  DuplicateOfOpenWorkFlagged: ({ said: { family = null, episode = null, keyworker = null } }) => ({
    family,
    episode,
    keyworker,
  }),
  RequestTriaged: (mark, row) => {
    const { outcome = null, level = null, waitsFor = null } = mark.said;
    return {
      ...{ state: 'TRIAGED', outcome, level, waits_for: waitsFor },
      ...(!leavesUndecided(waitsFor) && { waiting_since: sinceDecided(mark, row) }),
    };
  },
  SafeguardingConcernIdentified: () => ({ concern: 'IDENTIFIED' }),
  PassedToChildrensServices: (_, { waits_for }) => ({
    concern: 'PASSED',
    passed: 1,
    ...(waits_for === 'CHILDRENS_SERVICES' && { waiting_since: null }),
  }),
  RequestSentToPanel: ({ at }) => ({ state: 'AT_PANEL', panel: null, ...NOT_ALLOCATED, waiting_since: at }),
  RequestRedirected: ({ said: { district } }, { state, allocation }) => ({
    ...(district !== undefined && { district }),
    ...(state === 'TABLED' || allocation === 'DECLINED'
      ? { state: 'AT_PANEL', panel: null, ...NOT_ALLOCATED }
      : {}),
  }),
  RequestWithdrawn: () => ({ state: 'WITHDRAWN', waiting_since: null }),
  RequestReopened: ({ at }) => ({
    state: 'REOPENED',
    outcome: null,
    waits_for: null,
    passed: 0,
    waiting_since: at,
  }),
  ReferrerInformedOfOutcome: ({ at }) => ({ told_at: at }),

  ItemTabled: ({ panel }) => ({ state: 'TABLED', panel, ...NOT_ALLOCATED }),
  /** Taken off the agenda on which it stands, it waits for another: its withdrawal was voided. */
  ItemWithdrawn: (mark, { state, panel }) =>
    state === 'TABLED' && panel === mark.panel ? { state: 'AT_PANEL', panel: null } : {},
  ItemDeferred: () => ({ state: 'DEFERRED' }),
  ItemDecided: decide,
  DecisionReviewed: decide,
  AllocationOffered: () => ({ allocation: 'OFFERED' }),
  AllocationAccepted: () => ({ allocation: 'ACCEPTED' }),
  AllocationDeclined: ({ at }) => ({ allocation: 'DECLINED', waiting_since: at }),
};

/** What says something of a request: all else passes its row by. */
export const marking = [
  ...new Set([...Object.keys(ENTERING), ...Object.keys(changes)]),
] as readonly EventType[];

function begun({ position, request, at, said }: Mark, state: RequestState): RequestSpan {
  const { reference = '', urgency = null, channel = '', district = '', family = null } = said;
  return {
    received: position,
    request,
    reference,
    received_at: at,
    state,
    outcome: null,
    waits_for: null,
    level: null,
    urgency,
    channel,
    district,
    family,
    episode: null,
    keyworker: null,
    panel: null,
    ...NOT_ALLOCATED,
    concern: null,
    passed: 0,
    told_at: null,
    waiting_since: at,
  };
}
