import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSimulated } from '#libs/service';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// In March Ava lives with her mother; on 10 April both have been in temporary accommodation since the first, and her
// grandmother joins the family.

let served: Served;
let story: Story;
let before: Receipt;
let grandmother: Receipt;

function standAt(instant: string): void {
  if (isSimulated(served.record.clock)) served.record.clock.standAt(instant);
}

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { child, mother, family } = story;
  const ofMother = { person: child.id, other: mother.id, type: 'CHILD', from: '2018-05-04' };
  before = await served.order('coordinator', 'recordRelationship', ofMother);
  standAt('2026-04-10T09:00:00.000Z');
  const late = { occurredAt: { value: '2026-04-01', precision: 'DATE' }, lateReason: 'RECEIVED_LATE' };
  await served.order('coordinator', 'endAddress', {
    person: child.id,
    type: 'HOME',
    to: '2026-03-31',
    ...late,
  });
  await served.order('coordinator', 'recordAddress', {
    person: child.id,
    type: 'TEMPORARY',
    line: '2 Low Street',
    from: '2026-04-01',
    ...late,
  });
  grandmother = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ife', family: 'Okafor' }],
    sex: 'F',
    adult: true,
  });
  await served.order('coordinator', 'addMember', {
    family: family.id,
    person: grandmother.id,
    role: 'GRANDPARENT',
    livesHere: 'NO',
  });
});
afterAll(() => served[Symbol.asyncDispose]());

interface Household {
  day: string;
  members: { person: string; addresses: { line: string }[] | null }[];
}

const household = (asOf?: object, persona: 'practitioner' | 'quality' = 'practitioner') =>
  served.read<Household>(
    persona,
    `query ($family: ID!, $asOf: AsOf, $purpose: Purpose!) {
      household(family: $family, asOf: $asOf, purpose: $purpose) {
        day
        members { person name role livesHere unborn addresses { line } relationships { other type } redactions { pointer } }
      }
    }`,
    { family: story.family.id, asOf, purpose: persona === 'quality' ? 'QUALITY' : 'FAMILY_HELP' },
  );
const childOf = ({ members }: Household) => members.find(({ person }) => person === story.child.id);

describe('a household', () => {
  it('is who belongs to the family, who of them lives there, and who is what to whom', async () => {
    const now = await household();
    expect(now).toMatchObject({
      day: '2026-04-10',
      members: [
        { name: 'Ava Okafor', livesHere: 'FULL', addresses: [{ line: '2 Low Street' }] },
        { name: 'Ngozi Okafor', livesHere: 'FULL' },
        { person: grandmother.id, role: 'GRANDPARENT', livesHere: 'NO' },
      ],
    });
    expect(childOf(now)).toMatchObject({ relationships: [{ other: story.mother.id, type: 'CHILD' }] });
  });

  it('is as it was on an earlier day, as known now', async () => {
    const then = await household({ effectiveAt: '2026-03-20' });
    expect(then.members).toHaveLength(2);
    expect(childOf(then)?.addresses).toEqual([{ line: '14 Canary Lane' }]);
  });

  it('is as it was known before the move was told, also for the days after it', async () => {
    const asOf = { position: before.position, effectiveAt: '2026-04-05' };
    expect(childOf(await household(asOf))?.addresses).toEqual([{ line: '14 Canary Lane' }]);
    expect(childOf(await household({ effectiveAt: '2026-04-05' }))?.addresses).toEqual([
      { line: '2 Low Street' },
    ]);
  });

  it('withholds where people live from who may not read it', async () => {
    const seen = await household(undefined, 'quality');
    expect(childOf(seen)).toMatchObject({ addresses: null, livesHere: null });
    expect(childOf(seen)).toMatchObject({
      redactions: [{ pointer: '/livesHere' }, { pointer: '/addresses' }],
    });
  });

  it('holds no address that must be kept from someone of the family', async () => {
    await served.order('coordinator', 'recordAddress', {
      person: story.child.id,
      type: 'REFUGE',
      line: '3 Safe Way',
      confidentialFrom: [grandmother.id],
    });
    expect(JSON.stringify(await household())).not.toContain('3 Safe Way');
  });
});
