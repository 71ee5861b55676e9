import type { CommandOf, StoredEvent } from '#libs/contracts';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';
import { isRequest, itemIn, openedAs, stepIn, toldIn, type DataOf, type PanelParts } from './panels.ts';

export const PANEL_ALLOCATION = 'panel-allocation';
const WITHDRAWN = 'withdrawn';

type Decision = DataOf<'ItemDecided' | 'DecisionReviewed'>;

/**
 * The agency that a panel allocates is asked, and where it accepts, help opens: an episode with the children, levels,
 * agency and keyworker that were decided, or the children join the episode that is open already. A decision on a request
 * that was withdrawn at the same moment on another node offers nothing, and is put to a person by a flag.
 */
export function panelAllocation(parts: PanelParts): ProcessManager {
  return {
    name: PANEL_ALLOCATION,
    causes: ['ItemDecided', 'DecisionReviewed', 'AllocationAccepted'],
    async steps(cause) {
      await parts.caughtUp();
      return cause.type === 'AllocationAccepted' ? accepted(cause, parts) : decided(cause, parts);
    },
  };
}

async function decided(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { readers } = parts;
  const panel = cause.stream;
  const item = itemIn(cause);
  if (isRequest(item) && readers.requests.request(item)?.state === 'WITHDRAWN')
    return [flagged(cause, item, parts)];
  const standing = readers.panels.item(item);
  const isOpen = standing?.panel === panel && standing.agency !== null && standing.allocation === null;
  return isOpen ? [stepIn(panel, item, { type: 'OfferAllocation', data: { panel, item } })] : [];
}

function flagged({ id }: StoredEvent, request: string, { flagOf }: PanelParts): Step {
  const data = { flag: 'DECIDED_AFTER_WITHDRAWAL', request, cause: id };
  const starts = flagOf(stepIdOf(PANEL_ALLOCATION, id, WITHDRAWN));
  return { name: WITHDRAWN, order: { type: 'RaiseDataQualityFlag', data }, starts };
}

async function accepted(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { data: taken } = await openedAs(cause, ['AllocationAccepted'], parts);
  const decision = await decisionOn(taken.item, cause, parts);
  const { family } = taken;
  if (family === undefined || decision === undefined) return [];
  const episode = parts.readers.families.family(family)?.episode ?? undefined;
  if (episode !== undefined) return added(family, episode, { taken, decision, parts });
  const { panels } = parts.readers;
  const district = panels.panel(cause.stream)?.district ?? '';
  const data = { ...openingOf(taken, decision), family, district };
  return [stepIn(family, 'open', { type: 'OpenEpisode', data })];
}

/** The decision that stood when the agency accepted, opened. */
async function decisionOn(
  item: string,
  { stream, revision }: StoredEvent,
  parts: PanelParts,
): Promise<Decision | undefined> {
  const told = await toldIn(stream, parts);
  const last = told.findLast(
    ({ event }) =>
      event.revision < revision &&
      (event.type === 'ItemDecided' || event.type === 'DecisionReviewed') &&
      event.data['item'] === item,
  );
  return last && (await openedAs(last.event, ['ItemDecided', 'DecisionReviewed'], parts)).data;
}

type Opening = Omit<CommandOf<'OpenEpisode'>['data'], 'family' | 'district'>;
type Deciding = Pick<Decision, 'children' | 'rationale' | 'decidedBy'>;

/** The help that opens once an agency took on what a panel decided. */
export function openingOf(taken: Omit<DataOf<'AllocationAccepted'>, 'family'>, decision: Deciding): Opening {
  const { item, agency, keyworker, familyAgreed } = taken;
  return {
    children: childrenOf(decision),
    route: 'REQUEST',
    agency,
    keyworker,
    familyAgreed: familyAgreed === true,
    decidedBy: decision.decidedBy,
    ...(isRequest(item) && { request: item }),
  };
}

function childrenOf({ children = [], rationale = '' }: Deciding) {
  return children.map(({ child, level, indicators }) => ({
    child,
    level,
    indicators: [...(indicators ?? [])],
    rationale,
  }));
}

interface Taken {
  readonly taken: DataOf<'AllocationAccepted'>;
  readonly decision: Decision;
  readonly parts: PanelParts;
}

/** Children who are in the open episode already keep their level: a change of it is a step. */
function added(family: string, episode: string, { taken, decision, parts }: Taken): Step[] {
  const { families } = parts.readers;
  const helped = new Set(families.openEpisode(episode).map(({ child }) => child));
  const { decidedBy } = decision;
  return childrenOf(decision)
    .filter(({ child }) => !helped.has(child))
    .map((child) => {
      const data = { family, episode, ...child, decidedBy };
      return stepIn(family, `${taken.item} ${child.child}`, { type: 'AddChildToEpisode', data });
    });
}
