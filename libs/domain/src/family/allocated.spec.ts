import { describe, it } from '@jest/globals';
import type { FamilyCommand } from '#libs/contracts';
import type { Facts, PanelItemFact, RequestFact } from '../aggregate.ts';
import { given } from '../testing/specification.ts';
import { around, episodeOpened, opening, registered } from '../testing/hill-family.ts';
import { family } from './family.ts';

const REQUEST = 'request-1';
const open: FamilyCommand = { type: 'OpenEpisode', data: { ...opening, request: REQUEST } };
const hills = given(family, ...registered);
const accepted: PanelItemFact = {
  panel: 'panel-1',
  sending: 2,
  state: 'DECIDED',
  revision: 8,
  agency: opening.agency,
  allocation: 'ACCEPTED',
};

function panelSays(item?: Partial<PanelItemFact>, request: Partial<RequestFact> = {}): Partial<Facts> {
  const standing: RequestFact = {
    ...{ status: 'AT_PANEL', sending: 2, revision: 3, receivedOn: '2026-06-01' },
    ...request,
  };
  return {
    ...around,
    requests: new Map([[REQUEST, standing]]),
    panelItems: new Map(item === undefined ? [] : [[REQUEST, { ...accepted, ...item }]]),
  };
}

const opened = episodeOpened('episode-new-1').map(({ occurredAt, ...event }) =>
  event.type === 'EpisodeOpened' ? { ...event, data: { ...event.data, request: REQUEST } } : event,
);

describe('help that a panel was asked about', () => {
  it('opens once the agency it allocated accepted, and with that agency', () => {
    hills.when(open, {}, panelSays({})).then(...opened);
    hills.when(open, {}, panelSays({ agency: 'organisation-other' })).refuses('ALLOCATION_NOT_ACCEPTED');
  });
  it('does not open before: while the panel has it, or the agency has not answered or declined', () => {
    const early: (Partial<PanelItemFact> | undefined)[] = [
      undefined,
      { state: 'TABLED', agency: null, allocation: null },
      { state: 'DEFERRED', agency: null, allocation: null },
      { allocation: null },
      { allocation: 'OFFERED' },
      { allocation: 'DECLINED' },
      { sending: 1 },
    ];
    for (const item of early) hills.when(open, {}, panelSays(item)).refuses('ALLOCATION_NOT_ACCEPTED');
  });
  it('opens where the panel allocated nobody, and where the request is no longer with it', () => {
    hills.when(open, {}, panelSays({ agency: null, allocation: null })).then(...opened);
    hills.when(open, {}, panelSays({ allocation: 'DECLINED' }, { status: 'DECIDED' })).then(...opened);
  });
});

describe('help that somebody asked for', () => {
  it('did not open before they asked', () => {
    const asked = (receivedOn: string) => panelSays({}, { status: 'DECIDED', receivedOn });
    hills.when(open, {}, asked('2026-06-17')).refuses('END_BEFORE_START', { field: 'occurredAt' });
    hills.when(open, {}, asked('2026-06')).then(...opened);
  });
});
