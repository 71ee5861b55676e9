import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { standAt } from '../testing/forgotten-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A girl leaves the family, and her help, and is sealed; her brother stays, and the family with him.

let served: Served;
let story: Story;
let brother: Receipt;
/** The last position before she left. */
let before: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, episode, child, keyworker } = story;
  brother = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }],
    ...{ dateOfBirth: '2021-02-01', sex: 'M', adult: false },
  });
  await served.order('coordinator', 'addMember', {
    ...{ family: family.id, person: brother.id, role: 'CHILD', livesHere: 'FULL' },
  });
  const added = await served.order('manager', 'addChildToEpisode', {
    ...{ family: family.id, episode, decidedBy: keyworker },
    ...{ child: brother.id, level: 'L2', indicators: ['L2.01'], rationale: 'He is tired as well.' },
  });
  before = added.position;
  standAt(served, '2026-03-20T09:00:00.000Z');
  await served.order('manager', 'removeChildFromEpisode', {
    ...{ family: family.id, episode, child: child.id, reason: 'HELPED_ELSEWHERE', decidedBy: keyworker },
  });
  await served.order('coordinator', 'removeMember', {
    ...{ family: family.id, person: child.id, reason: 'ADOPTED' },
  });
  await sealed(served, child.id, await custodians(served, story));
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const COMPARE = `query ($family: ID!, $from: AsOf!, $purpose: Purpose!) {
  compareFamily(family: $family, from: $from, purpose: $purpose) {
    changed { path before after event { type data subjects summary } }
    arrivedLate { type data } corrected { type data } voided { type data } redactions { pointer reason }
  }
}`;
const WHY = `query ($family: ID!, $path: String!, $purpose: Purpose!) {
  whyFamilyField(family: $family, path: $path, purpose: $purpose) {
    value setBy { type data } superseded { value setBy { type data } supersededBy { type } } redactions { pointer reason }
  }
}`;
const THEN = `query ($family: ID!, $asOf: AsOf, $purpose: Purpose!) {
  family(reference: $family, asOf: $asOf, purpose: $purpose) {
    members { person name } episodes { children { child level } }
  }
}`;

const readers: [PersonaName, string][] = [
  ['coordinator', 'FAMILY_HELP'],
  ['practitioner', 'FAMILY_HELP'],
  ['auditor', 'AUDIT'],
];
const asked = <V extends object>(
  [persona, purpose]: [PersonaName, string],
  query: string,
  variables: object,
) => served.read<V>(persona, query, { family: story.family.id, purpose, ...variables });

describe('of somebody sealed who left a family', () => {
  it.each(readers)('comparing it tells %s nothing, and of the others what it did', async (...reader) => {
    const compared = await asked<{ changed: object[] }>(reader, COMPARE, { from: { position: before } });
    const told = JSON.stringify(compared);
    for (const name of [story.child.id, 'Ava', '2018-05-04', story.child.reference])
      expect(told).not.toContain(name);
    const earlier = { from: { position: story.family.position } };
    expect(JSON.stringify(await asked(reader, COMPARE, earlier))).toContain('"after":"Ben Okafor"');
  });

  it.each(readers)('why the family shows anything of her is answered %s as of nobody', async (...reader) => {
    for (const field of ['name', 'dateOfBirth', 'role', 'livesHere']) {
      const why = (person: string) => asked(reader, WHY, { path: `/members/${person}/${field}` });
      const answer = await why(story.child.id);
      expect(answer).toEqual(await why('7'.repeat(26)));
      expect(answer).toMatchObject({ value: null, setBy: null, superseded: [] });
    }
    const of = (child: string) =>
      asked<{ value: unknown }>(reader, WHY, { path: `/episodes/${story.episode}/children/${child}/level` });
    expect(await of(story.child.id)).toMatchObject({ value: null, setBy: null, superseded: [] });
    expect(await of(brother.id)).toMatchObject({ value: 'L2', setBy: { type: 'LevelOfNeedDecided' } });
  });

  it.each(readers)('the family is there for %s as of then, as it is now, without her', async (...reader) => {
    for (const asOf of [null, { position: before }, { effectiveAt: '2026-03-10' }])
      expect(await asked(reader, THEN, { asOf })).toEqual({
        members: [
          { person: story.mother.id, name: 'Ngozi Okafor' },
          { person: brother.id, name: 'Ben Okafor' },
        ],
        episodes: [{ children: [{ child: brother.id, level: 'L2' }] }],
      });
  });
});
