import type { StoredEvent } from '#libs/contracts';
import { isRequest, isToBeOffered, joiningOf, openingOf, passingOnOf } from '#libs/domain';
import type { FamilyRow } from '#libs/read-models';
import { eventsOf } from '../door/streams.ts';
import { mergedAmong, survivorOf } from '../survivors.ts';
import { stepIdOf, type ProcessManager, type Step } from './manager.ts';
import { itemIn, openedAs, stepIn, type DataOf, type PanelParts } from './panels.ts';

export const PANEL_ALLOCATION = 'panel-allocation';
const WITHDRAWN = 'withdrawn';

type Decision = DataOf<'ItemDecided' | 'DecisionReviewed'>;

/**
 * The agency that a panel allocates is asked, and where it accepts, help opens: an episode with the children, levels,
 * agency and keyworker that were decided, or the children join the episode that is open already; an open episode that was
 * itself before the panel passes on. A decision on a request
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
  return standing?.panel === panel && isToBeOffered(standing)
    ? [stepIn(panel, item, { type: 'OfferAllocation', data: { panel, item } })]
    : [];
}

function flagged({ id, families }: StoredEvent, request: string, { flagOf }: PanelParts): Step {
  const about = { request, ...(families.length > 0 && { families: [...families] }) };
  const data = { flag: 'DECIDED_AFTER_WITHDRAWAL', ...about, cause: id };
  const starts = flagOf(stepIdOf(PANEL_ALLOCATION, id, WITHDRAWN));
  return { name: WITHDRAWN, order: { type: 'RaiseDataQualityFlag', data }, starts };
}

async function accepted(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { data: taken } = await openedAs(cause, ['AllocationAccepted'], parts);
  const decision = await decisionOn(taken.item, cause, parts);
  const family = familyNow(taken, parts);
  if (family === undefined || decision === undefined) return [];
  const held = parts.readers.families.family(family);
  const episode = held?.episode ?? undefined;
  if (episode !== undefined)
    return [...added(family, episode, { taken, decision, parts }), ...passedOn(held, taken)];
  const { panels } = parts.readers;
  const district = panels.panel(cause.stream)?.district ?? '';
  const data = { ...openingOf(taken, decision), family, district };
  return [stepIn(family, 'open', { type: 'OpenEpisode', data })];
}

/**
 * Whose help it is now: of the family that the request is of, or that holds the episode, or of the one that this was merged
 * into since the panel looked at it.
 */
function familyNow(
  { item, family: tabled }: DataOf<'AllocationAccepted'>,
  { readers }: PanelParts,
): string | undefined {
  const { families, requests } = readers;
  const family =
    (isRequest(item) ? requests.request(item)?.family : families.familyOfEpisode(item)) ?? tabled;
  return family && survivorOf(family, mergedAmong([family], readers));
}

/** The decision that stood when the agency accepted, opened. */
async function decisionOn(
  item: string,
  { stream, revision }: StoredEvent,
  parts: PanelParts,
): Promise<Decision | undefined> {
  const told = await eventsOf(stream, parts.store);
  const last = told.findLast(
    (event) =>
      event.revision < revision &&
      (event.type === 'ItemDecided' || event.type === 'DecisionReviewed') &&
      event.data['item'] === item,
  );
  return last && (await openedAs(last, ['ItemDecided', 'DecisionReviewed'], parts)).data;
}

interface Taken {
  readonly taken: DataOf<'AllocationAccepted'>;
  readonly decision: Decision;
  readonly parts: PanelParts;
}

function added(family: string, episode: string, { taken, decision, parts }: Taken): Step[] {
  const helped = new Set(parts.readers.families.openEpisode(episode).map(({ child }) => child));
  return joiningOf(decision, helped).map((joining) => {
    const data = { family, episode, ...joining };
    return stepIn(family, `${taken.item} ${joining.child}`, { type: 'AddChildToEpisode', data });
  });
}

/** An episode that was itself before the panel goes to whom it was allocated to; one that children only join stays. */
function passedOn(held: FamilyRow | undefined, taken: Taken['taken']): Step[] {
  const { family = '', episode, agency, keyworker } = held ?? {};
  if (episode !== taken.item || !agency || !keyworker) return [];
  return passingOnOf(taken, { agency, keyworker }).map(({ type, data }) =>
    stepIn(family, `${episode} ${type}`, { type, data: { family, episode, ...data } }),
  );
}
