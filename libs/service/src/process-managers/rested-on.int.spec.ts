import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#libs/contracts';
import { PanelDesk } from '../testing/panel-desk.ts';
import { openedOf } from '../testing/small-record.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

async function idOf(type: string): Promise<string> {
  return (await desk.events(type)).at(-1)?.id ?? '';
}

async function flagged(): Promise<JsonObject[]> {
  await desk.followed();
  const raised = await openedOf(desk.record, 'DataQualityFlagRaised');
  return raised.map(({ data }) => data).filter(({ flag }) => flag === 'BASIS_AMENDED');
}

async function helpWithInformation(): Promise<string> {
  const { family, children, agency, worker } = desk;
  const decision = { level: 'L2', indicators: ['L2.01'], rationale: 'So.' };
  const { id: episode } = await desk.send('OpenEpisode', {
    family,
    children: children.map((child) => ({ child, ...decision })),
    route: 'SELF',
    district: 'herts.ff.stevenage',
    agency,
    keyworker: worker,
    familyAgreed: true,
    decidedBy: worker,
  });
  await desk.send('ReceiveInformation', { family, episode, from: 'POLICE', summary: 'Called out.' });
  return episode;
}

async function stepUp(episode: string): Promise<void> {
  const [child = ''] = desk.children;
  const step = { from: 'L2', to: 'L3', indicators: ['L3.01'], rationale: 'Harder.', decidedBy: desk.worker };
  await desk.send('StepUp', { family: desk.family, episode, child, ...step });
}

describe('a decision that rested on what is amended', () => {
  it('is put to a person when the entry is voided, and stands', async () => {
    const episode = await helpWithInformation();
    await stepUp(episode);
    const { family } = desk;
    await desk.send('VoidEntry', {
      stream: family,
      entry: await idOf('InformationReceived'),
      reason: 'WRONG_PERSON',
    });
    expect(await flagged()).toEqual([
      { flag: 'BASIS_AMENDED', families: [family], cause: await idOf('EntryVoided') },
    ]);
    expect(await desk.events('SteppedUp')).toHaveLength(1);
  });

  it('is put to a person again when the voiding itself was wrong and something was decided meanwhile', async () => {
    const episode = await helpWithInformation();
    const { family: stream } = desk;
    await desk.send('VoidEntry', {
      stream,
      entry: await idOf('InformationReceived'),
      reason: 'WRONG_PERSON',
    });
    expect(await flagged()).toEqual([]);
    await stepUp(episode);
    await desk.send('VoidEntry', { stream, entry: await idOf('EntryVoided'), reason: 'WRONG_PERSON' });
    expect(await flagged()).toHaveLength(1);
  });

  it('is none where the entry was corrected before anybody decided', async () => {
    const episode = await helpWithInformation();
    const said = { replaced: { informationReceived: { from: 'SCHOOL' } } };
    const entry = await idOf('InformationReceived');
    await desk.send('CorrectEntry', { stream: desk.family, entry, reason: 'TYPO', ...said });
    await stepUp(episode);
    expect(await flagged()).toEqual([]);
  });
});

describe('a panel that decided by papers in which something is amended', () => {
  const told = async (request: string) => {
    const information = { from: 'SCHOOL', summary: 'Often late.' };
    await desk.send('ReceiveRequestInformation', { request, ...information });
    return idOf('RequestInformationReceived');
  };

  it('is put to a person, with the request and the family', async () => {
    const request = await desk.request();
    const entry = await told(request);
    const panel = await desk.panel('2026-03-16');
    await desk.followed();
    await desk.decide(panel, request);
    const before = await flagged();
    await desk.send('VoidEntry', { stream: request, entry, reason: 'WRONG_PERSON' });
    expect(before).toEqual([]);
    expect(await flagged()).toMatchObject([
      { families: [desk.family], request, cause: await idOf('EntryVoided') },
    ]);
  });
});
