import type { StoredEvent } from '#libs/contracts';
import type { Readers } from '#libs/read-models';
import type { ProcessManager, Step } from './manager.ts';
import { itemIn, stepIn } from './panels.ts';

export interface OfferParts {
  readonly readers: Pick<Readers, 'panels' | 'directory'>;
  readonly caughtUp: () => Promise<void>;
}

/**
 * What an agency was asked to take on, and had not answered when it ended, is asked of its successor; so is what was
 * offered to it at the same moment. Where there is none the panel decides again.
 */
export function panelOffers({ readers, caughtUp }: OfferParts): ProcessManager {
  const { panels, directory } = readers;
  return {
    name: 'panel-offers',
    causes: ['OrganisationEnded', 'AllocationOffered'],
    async steps(cause) {
      await caughtUp();
      if (cause.type === 'OrganisationEnded')
        return panels.offeredTo(cause.stream).map(({ panel, item }) => asking(panel, item));
      const hasEnded = (directory.organisation(agencyIn(cause))?.endedOn ?? null) !== null;
      return hasEnded ? [asking(cause.stream, itemIn(cause))] : [];
    },
  };
}

function asking(panel: string, item: string): Step {
  return stepIn(panel, `${panel} ${item}`, { type: 'OfferAllocation', data: { panel, item } });
}

function agencyIn({ data }: StoredEvent): string {
  return typeof data['agency'] === 'string' ? data['agency'] : '';
}
