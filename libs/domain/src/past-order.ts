import type { Clear } from '#libs/contracts';
import type { Past } from './aggregate.ts';
import { isBefore, whenSaid } from './when.ts';

type Fact = Past<Clear.Event>;
type Continued = Extract<Fact, { type: 'EpisodeContinued' }>;
type Types = ReadonlySet<Fact['type']>;
/** A code of `data-quality-flag`. */
export type Misfit = 'LATE_BEFORE_DECISION' | 'OUT_OF_ORDER' | 'EVENT_AFTER_CLOSURE';

/** What was told, at whatever time: perhaps something else would have been decided by whoever had known it. */
const TOLD: Types = new Set([
  'InformationReceived',
  'RequestInformationReceived',
  'AgencyInformationReceived',
]);
/** What somebody decided on a request or in an episode of help. */
export const DECISIONS: Types = new Set([
  'RequestTriaged',
  'LevelOfNeedDecided',
  'SteppedUp',
  'SteppedDown',
  'StepUpProposed',
  'StepUpAccepted',
  'StepUpDeclined',
  'StepDownProposed',
  'StepDownAccepted',
  'StepDownDeclined',
  'EpisodeClosed',
]);
/** By what is told now it might have been otherwise: what a panel decided on a request, and that it was given up, too. */
const OF_PANELS: Types = new Set(['ItemDecided', 'DecisionReviewed']);
const SETTLED: Types = new Set([...DECISIONS, ...OF_PANELS, 'RequestWithdrawn']);
const LEVELS: Types = new Set(['LevelOfNeedDecided', 'SteppedUp', 'SteppedDown']);
const STATUSES: Types = new Set(['StatutoryStatusNoted']);
/** What is of one kind, and of one child or step where it names one, happened in the order in which it was recorded. */
const KINDS: readonly Types[] = [
  LEVELS,
  STATUSES,
  new Set(['KeyworkerAssigned', 'KeyworkerHandedOver']),
  new Set(['AccountableAgencyAssigned', 'AccountableAgencyChanged']),
  new Set(['EpisodeOpened', 'EpisodeClosed', 'EpisodeReopened']),
  new Set(['StepUpProposed', 'StepUpDeclined', 'StepUpEscalated', 'StepUpAccepted']),
  new Set(['StepDownProposed', 'StepDownDeclined', 'StepDownAccepted']),
  new Set(['TemporaryCoverArranged', 'TemporaryCoverEnded']),
];
/** What else is done in help alone, and so not before it opened. */
const IN_HELP: Types = new Set([
  'ChildAddedToEpisode',
  'ChildRemovedFromEpisode',
  'SiblingExcludedAtParentRequest',
  'SupervisionRecorded',
  'NonEngagementRecorded',
  'DriftAcknowledged',
]);

/** An interest that a member of a panel says they have. */
const INTEREST = 'ConflictOfInterestDeclared';

/** The types of event that may not fit what was recorded before them. */
export const mayMisfit: Types = new Set([
  ...TOLD,
  ...KINDS.flatMap((kind) => [...kind]),
  ...IN_HELP,
  INTEREST,
]);

/**
 * Whether anything recorded before can be out of order with the event: of what happened as it was recorded nothing can
 * have happened after it, and only what was told may be of a time when help was over, and an interest is older than its being declared.
 */
export function couldMisfit({ type, occurredAt, recordedAt }: Omit<Fact, 'revision'>): boolean {
  return type === 'InformationReceived' || type === INTEREST || occurredAt.value !== recordedAt;
}

/** Whether panels may have decided on a request, by what stood in its stream before something was told of it. */
export function mayBeSettledElsewhere({ type }: Pick<Fact, 'type'>, before: readonly Fact[]): boolean {
  return TOLD.has(type) && before.some((each) => each.type === 'RequestSentToPanel');
}

/**
 * What about the past does not fit once an event is recorded, by what stood in its stream before it and what
 * panels had decided on it: rules ran against what was known then, and no earlier decision is taken again (domain.md, Corrections and late information). Of dates
 * that may be in order nothing is said.
 */
export function misfitOf(event: Fact, before: readonly Fact[]): Misfit | undefined {
  if (event.type === INTEREST)
    return isDeclaredTooLate(event.data, before) ? 'LATE_BEFORE_DECISION' : undefined;
  const episode = episodeOf(event);
  const own = before.filter((each) => episode === undefined || episodeOf(each) === episode);
  if (episode !== undefined && isClosedBefore(event, own)) return 'EVENT_AFTER_CLOSURE';
  if (TOLD.has(event.type))
    return own.some((each) => SETTLED.has(each.type) && isBefore(event, each))
      ? 'LATE_BEFORE_DECISION'
      : undefined;
  return own.some((each) => isOvertakenBy(event, each)) ? 'OUT_OF_ORDER' : undefined;
}

/** Whether the panel had decided on the matter with that member present. */
function isDeclaredTooLate(
  { item, member }: Pick<Clear.ConflictOfInterestDeclared, 'item' | 'member'>,
  before: readonly Fact[],
): boolean {
  const attended = before.some(({ type, data }) => type === 'PanelMemberAttended' && data.member === member);
  return (
    attended &&
    before.some((each) => OF_PANELS.has(each.type) && 'item' in each.data && each.data.item === item)
  );
}

function isClosedBefore(event: Fact, own: readonly Fact[]): boolean {
  const last = own.findLast(({ type }) => type === 'EpisodeClosed' || type === 'EpisodeReopened');
  return last?.type === 'EpisodeClosed' && event.type !== 'EpisodeReopened' && isBefore(last, event);
}

/** Whether what is recorded now came first: before help began, before its like, or closing before the last of it. */
function isOvertakenBy(event: Fact, earlier: Fact): boolean {
  if (earlier.type === 'EpisodeContinued' && isOvertakenByCarried(event, earlier)) return true;
  if (!isBefore(event, earlier)) return false;
  if (event.type === 'EpisodeClosed' || earlier.type === 'EpisodeOpened') return true;
  const isAlike = KINDS.some((kind) => kind.has(event.type) && kind.has(earlier.type));
  return isAlike && aboutOf(event) === aboutOf(earlier);
}

/** The same of what was carried over from another family's stream: when help began, and how long a child had stood so. */
function isOvertakenByCarried(event: Fact, { data, recordedAt }: Continued): boolean {
  const child = data.children.find((each) => each.child === aboutOf(event));
  const since = [data.openedOn];
  if (LEVELS.has(event.type) && child?.levelSince !== undefined) since.push(child.levelSince);
  if (STATUSES.has(event.type) && child?.statusSince !== undefined) since.push(child.statusSince);
  return since.some((value) => isBefore(event, whenSaid(value, { recordedAt })));
}

function episodeOf({ data }: Fact): string | undefined {
  return 'episode' in data ? data.episode : undefined;
}

function aboutOf({ data }: Fact): string | undefined {
  // A step of level may name the step that it came with; its like is of the child.
  if ('child' in data) return data.child;
  return 'step' in data ? data.step : undefined;
}
