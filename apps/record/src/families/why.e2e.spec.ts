import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { amend, type AmendedStory } from '../testing/amended-story.ts';
import { Served } from '../testing/served.ts';

let served: Served;
let story: AmendedStory;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await amend(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const WHY = `query ($family: ID!, $path: String!, $asOf: AsOf, $view: View, $purpose: Purpose!) {
  whyFamilyField(family: $family, path: $path, asOf: $asOf, view: $view, purpose: $purpose) {
    value
    setBy { position type recordedAt occurredAt { value } source corrected by { role user agency } data }
    superseded { value how shownFrom setBy { position } supersededBy { position type } }
    redactions { pointer reason }
  }
}`;

const why = (path: string, more: object = {}, persona: PersonaName = 'auditor') =>
  served.read<object>(persona, WHY, { family: story.family.id, path, purpose: 'AUDIT', ...more });
const levelPath = () => `/episodes/${story.episode}/children/${story.child.id}/level`;
const namePath = () => `/members/${story.child.id}/name`;

describe('why a child is at a level', () => {
  it('is the step that set it, who recorded that, and what it superseded', async () => {
    const asOf = { position: story.stepped.position };
    expect(await why(levelPath(), { asOf })).toMatchObject({
      value: 'L2',
      setBy: {
        position: story.stepped.position,
        type: 'SteppedUp',
        recordedAt: '2026-03-10T10:00:00.000Z',
        occurredAt: { value: '2026-03-10' },
        source: 'API',
        by: { role: 'KEYWORKER', user: 'practitioner' },
      },
      superseded: [
        {
          value: 'L1',
          how: 'RECORDED',
          supersededBy: { position: story.stepped.position, type: 'SteppedUp' },
        },
      ],
    });
  });

  it('is that step still once it was corrected, and the value before the correction is told', async () => {
    expect(await why(levelPath(), { asOf: { position: story.corrected.position } })).toMatchObject({
      value: 'L3',
      setBy: { position: story.stepped.position, corrected: true, data: { to: 'L3' } },
      superseded: [
        { value: 'L1' },
        { value: 'L2', how: 'CORRECTED', supersededBy: { position: story.corrected.position } },
      ],
    });
  });

  it('is the decision before, once the step was voided', async () => {
    expect(await why(levelPath())).toMatchObject({
      value: 'L1',
      setBy: { type: 'LevelOfNeedDecided' },
      superseded: [
        { value: 'L1' },
        { value: 'L2', setBy: { position: story.stepped.position } },
        {
          value: 'L3',
          how: 'VOIDED',
          setBy: { position: story.stepped.position },
          supersededBy: { position: story.voided.position },
        },
      ],
    });
  });

  it('is the step, asked as it was recorded', async () => {
    expect(await why(levelPath(), { view: 'AS_RECORDED' })).toMatchObject({
      value: 'L2',
      superseded: [{ value: 'L1' }],
    });
  });

  it('is the decision before on a day before the step, whenever the step was recorded', async () => {
    const asOf = { position: story.stepped.position, effectiveAt: '2026-03-05' };
    expect(await why(levelPath(), { asOf })).toMatchObject({ value: 'L1', superseded: [] });
  });
});

describe('why a member has a name', () => {
  it('is the registration of the person, not of the family, and its correction', async () => {
    expect(await why(namePath())).toMatchObject({
      value: 'Eva Okafor',
      setBy: { type: 'PersonRegistered', corrected: true },
      superseded: [
        { value: 'Ava Okafor', how: 'CORRECTED', supersededBy: { position: story.renamed.position } },
      ],
    });
  });

  it('is told only to whoever may read the name', async () => {
    const livesHere = `/members/${story.child.id}/livesHere`;
    expect(await why(livesHere, { purpose: 'QUALITY' }, 'quality')).toEqual({
      value: null,
      setBy: null,
      superseded: [],
      redactions: [{ pointer: '/value', reason: 'WITHHELD' }],
    });
  });
});

describe('a reason that is asked for', () => {
  it('is of a field that a family has', async () => {
    const others = ['/members', `${levelPath()}/deeper`, '/asOf/position', '/erasedSince'];
    for (const path of ['/nothing', 'reference', ...others])
      expect(
        await served.ask('auditor', WHY, { family: story.family.id, path, purpose: 'AUDIT' }),
      ).toMatchObject({
        errors: [{ extensions: { code: 'INVALID_INPUT' } }],
      });
  });

  it('is nothing where no event set anything', async () => {
    expect(await why(`/episodes/${story.episode}/closedAt/value`)).toMatchObject({
      value: null,
      setBy: null,
      superseded: [],
    });
  });

  it('is refused like a family that is not there to whoever may not read the family', async () => {
    for (const family of [story.family.id, `family-${'0'.repeat(26)}`])
      expect(
        await served.ask('partner', WHY, { family, path: '/reference', purpose: 'FAMILY_HELP' }),
      ).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('a reason that was asked for', () => {
  it('stands in the access log, with whom and with the classes it showed', async () => {
    await why(namePath());
    await served.record.projector.accessReached(await served.record.accessStore.head());
    const query = `query ($family: ID!) { whoSaw(family: $family, purpose: AUDIT, first: 1) {
      nodes { user purpose effect reads classes } } }`;
    const { nodes } = await served.read<{ nodes: object[] }>('auditor', query, { family: story.family.id });
    expect(nodes).toMatchObject([
      {
        user: 'auditor',
        purpose: 'AUDIT',
        effect: 'GRANTED',
        reads: ['whyFamilyField'],
        classes: expect.arrayContaining(['general']) as unknown,
      },
    ]);
  });
});
