import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { amend, type AmendedStory } from '../testing/amended-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

let served: Served;
let story: AmendedStory;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await amend(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const COMPARE = `query ($family: ID!, $from: AsOf!, $to: AsOf, $purpose: Purpose!) {
  compareFamily(family: $family, from: $from, to: $to, purpose: $purpose) {
    family reference from { position effectiveAt } to { position } asOf { position }
    changed { path before after how event { position type } }
    arrivedLate { position type late } corrected { position } voided { position }
    redactions { pointer reason }
  }
}`;

interface Compared {
  readonly changed: { path: string; before: unknown; after: unknown; how: string; event: object }[];
  readonly arrivedLate: object[];
  readonly redactions: { pointer: string }[];
}

const compare = (points: object, persona: PersonaName = 'auditor', purpose = 'AUDIT') =>
  served.read<Compared>(persona, COMPARE, { family: story.family.id, purpose, ...points });
const from = ({ position }: Receipt) => ({ from: { position } });
const to = ({ position }: Receipt) => ({ to: { position } });

const levelPath = () => `/episodes/${story.episode}/children/${story.child.id}/level`;
const namePath = () => `/members/${story.child.id}/name`;

describe('a family compared at two points', () => {
  it('shows what changed and by which event, and what arrived late', async () => {
    expect(await compare({ ...from(story.opened), ...to(story.told) })).toMatchObject({
      family: story.family.id,
      from: { position: story.opened.position },
      to: { position: story.told.position },
      asOf: { position: story.told.position },
      changed: [
        {
          path: levelPath(),
          before: 'L1',
          after: 'L2',
          how: 'RECORDED',
          event: { position: story.stepped.position },
        },
      ],
      arrivedLate: [{ position: story.told.position, type: 'InformationReceived', late: 17 }],
      corrected: [],
      voided: [],
    });
  });

  it('waits for what it is asked to know before either point is settled', async () => {
    const stamping = jest.spyOn(served.record, 'stamp');
    const query = `query ($family: ID!, $position: Position!, $atLeast: Token) {
      compareFamily(family: $family, from: { position: $position }, atLeast: $atLeast, purpose: AUDIT) { family }
    }`;
    const { token: atLeast, position } = story.opened;
    await served.read('auditor', query, { family: story.family.id, position, atLeast });
    expect(stamping.mock.calls.map(([asked]) => asked.atLeast)).toEqual([atLeast, atLeast]);
    stamping.mockRestore();
  });

  it('shows what was corrected and what was voided', async () => {
    expect(await compare({ ...from(story.told), ...to(story.corrected) })).toMatchObject({
      changed: [
        {
          path: levelPath(),
          before: 'L2',
          after: 'L3',
          how: 'CORRECTED',
          event: { position: story.corrected.position },
        },
      ],
      corrected: [{ position: story.stepped.position }],
      voided: [],
    });
    expect(await compare(from(story.corrected))).toMatchObject({
      changed: expect.arrayContaining([
        expect.objectContaining({
          path: levelPath(),
          before: 'L3',
          after: 'L1',
          how: 'VOIDED',
          event: { position: story.voided.position, type: 'EntryVoided' },
        }),
        expect.objectContaining({
          path: namePath(),
          before: 'Ava Okafor',
          after: 'Eva Okafor',
          how: 'CORRECTED',
        }),
      ]) as unknown,
      voided: expect.arrayContaining([{ position: story.stepped.position }]) as unknown,
    });
  });

  it('shows what had happened between two days, as known at one position', async () => {
    const { position } = story.told;
    const days = {
      from: { position, effectiveAt: '2026-03-05' },
      to: { position, effectiveAt: '2026-03-15' },
    };
    expect(await compare(days)).toMatchObject({
      changed: [
        { path: levelPath(), before: 'L1', after: 'L2', event: { position: story.stepped.position } },
      ],
      arrivedLate: [],
    });
  });

  it('shows the same backwards', async () => {
    const back = { from: { position: story.told.position }, to: { position: story.opened.position } };
    expect((await compare(back)).changed).toMatchObject([{ path: levelPath(), before: 'L2', after: 'L1' }]);
  });

  it('lists what changed and may not be read, without saying what it was', async () => {
    const seen = await compare({ from: { position: '0' } }, 'quality', 'QUALITY');
    expect(seen.redactions).toContainEqual({
      pointer: `/members/${story.child.id}/livesHere`,
      reason: 'WITHHELD',
    });
    expect(JSON.stringify(seen.changed)).not.toContain('livesHere');
  });

  it('says nothing changed at one and the same point', async () => {
    expect(await compare({ ...from(story.told), ...to(story.told) })).toMatchObject({
      changed: [],
      arrivedLate: [],
    });
  });
});

describe('a comparison', () => {
  it('stands in the access log', async () => {
    await compare(from(story.opened));
    await served.record.projector.accessReached(await served.record.accessStore.head());
    const query = `query ($family: ID!) { whoSaw(family: $family, purpose: AUDIT, first: 1) {
      nodes { user purpose effect reads classes } } }`;
    const { nodes } = await served.read<{ nodes: object[] }>('auditor', query, { family: story.family.id });
    expect(nodes).toMatchObject([
      { user: 'auditor', purpose: 'AUDIT', effect: 'GRANTED', reads: ['compareFamily'] },
    ]);
  });
});
