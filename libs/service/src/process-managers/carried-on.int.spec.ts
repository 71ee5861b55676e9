import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HelpedFamily } from '../testing/helped-family.ts';
import type { PanelDesk } from '../testing/panel-desk.ts';
import { openedOf } from '../testing/small-record.ts';

let helped: HelpedFamily;
let desk: PanelDesk;
let episode: string;
let mia: string;
let tom: string;
beforeEach(async () => {
  helped = await HelpedFamily.open();
  ({ desk, episode, mia, tom } = helped);
}, 30_000);
afterEach(() => desk.close());

async function flagged(): Promise<unknown[]> {
  await desk.followed();
  const raised = await openedOf(desk.record, 'DataQualityFlagRaised');
  return raised.map(({ data }) => data).filter(({ flag }) => flag === 'BASIS_AMENDED');
}

describe('an episode that went on in another family', () => {
  it('is looked at by a person once a level that it came with is corrected where it was decided', async () => {
    const [decision] = await desk.events('LevelOfNeedDecided');
    const entry = decision?.id ?? '';
    await desk.send('AddMember', { family: desk.family, person: tom, role: 'FATHER' });
    const { id: part } = await desk.send('SplitFamily', {
      ...{ family: desk.family, members: [mia, ...desk.children], episode },
      ...{ reason: 'SEPARATED', decidedBy: desk.worker },
    });
    await desk.followed();
    const [continued] = await desk.events('EpisodeContinued');
    expect(continued?.data['children']).toEqual(
      expect.arrayContaining([expect.objectContaining({ levelDecision: entry })]),
    );
    expect(continued?.codeSets['level']).toBe(decision?.codeSets['level']);
    expect(await flagged()).toEqual([]);
    await desk.send('CorrectEntry', {
      ...{ stream: desk.family, entry, reason: 'LATER_EVIDENCE' },
      replaced: { levelOfNeedDecided: { rationale: 'Worse than it was written.' } },
    });
    expect(await flagged()).toEqual([expect.objectContaining({ families: [desk.family, part].sort() })]);
  });
});
