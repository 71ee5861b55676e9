import { REQUEST_FORMS, type Clear } from '#libs/contracts';
import type { Past } from './aggregate.ts';
import { DECISIONS } from './past-order.ts';

type Fact = Past<Clear.Event>;

/** What people decide by: what was asked for and told, how a child stood, and what was tried. */
const GROUNDS: ReadonlySet<Fact['type']> = new Set([
  ...REQUEST_FORMS,
  'RequestInformationReceived',
  'AgencyInformationReceived',
  'AgreementSought',
  'SafeguardingConcernIdentified',
  'InformationReceived',
  'LevelOfNeedDecided',
  'SteppedUp',
  'SteppedDown',
  'StepUpProposed',
  'StepDownProposed',
  'StatutoryStatusNoted',
  'NonEngagementRecorded',
]);
const AT_PANEL: ReadonlySet<Fact['type']> = new Set(['ItemDecided', 'DecisionReviewed']);

/**
 * Whether a decision rested on an entry that was corrected or voided, by what its stream recorded after the entry and
 * before the amendment: a decision on the same help and the same child. It is not taken again; a person looks (domain.md,
 * Corrections and late information).
 */
export function restedOn(entry: Fact, later: readonly Fact[]): boolean {
  return (
    GROUNDS.has(entry.type) && later.some((each) => DECISIONS.has(each.type) && isOfTheSame(entry, each))
  );
}

/** Whether a panel decided on an item whose papers held an entry, by what the panel recorded before the amendment. */
export function decidedOn(item: string, before: readonly Fact[]): boolean {
  return before.some(({ type, data }) => AT_PANEL.has(type) && 'item' in data && data.item === item);
}

/** Whether a family goes on with what an entry of another said, by what it recorded before the entry was amended. */
export function carriesOn(entry: string, before: readonly Fact[]): boolean {
  return before.some(({ type, data }) => {
    if (type !== 'EpisodeContinued') return false;
    const { children, steps = [] } = data;
    return (
      children.some(({ levelDecision, statusNoted }) => [levelDecision, statusNoted].includes(entry)) ||
      steps.some(({ proposal }) => proposal === entry)
    );
  });
}

/** Where one of the two names no episode, or no child, it is about all of them. */
function isOfTheSame(entry: Fact, decision: Fact): boolean {
  const [episode, other] = [entry, decision].map(({ data }) =>
    'episode' in data ? data.episode : undefined,
  );
  if (episode !== undefined && other !== undefined && episode !== other) return false;
  const [children = [], decided = []] = [entry, decision].map(childrenOf);
  return children.length === 0 || decided.length === 0 || children.some((child) => decided.includes(child));
}

function childrenOf({ data }: Fact): readonly string[] {
  if ('child' in data && typeof data.child === 'string') return [data.child];
  const children: readonly unknown[] =
    'children' in data && Array.isArray(data.children) ? data.children : [];
  return children.filter((child) => typeof child === 'string');
}
