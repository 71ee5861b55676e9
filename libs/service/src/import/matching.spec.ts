import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { base32Id, type ReceiveRequest, type ReceiveRequestChild } from '#libs/contracts';
import { PersonIndex } from '#libs/read-models';
import { importIds } from './ids.ts';
import { Matching, type KnownFamilies } from './matching.ts';

const idsOf = importIds((name, n) => base32Id(createHash('sha256').update(`${name} ${n}`).digest()));
const noFamilies: KnownFamilies = { familiesOf: () => [], adultsIn: () => [] };

type Child = Partial<ReceiveRequestChild>;

const form = (children: readonly Child[], parent?: ReceiveRequest['parent']): ReceiveRequest => ({
  source: '2A',
  channel: 'PORTAL',
  urgency: 'ROUTINE',
  agreement: 'NOT_SOUGHT',
  gss: 'E07000241',
  answers: { whatIsWorrying: 'Not sleeping.' },
  children: children.map((child) => ({ familyName: 'Hill', sex: 'U', ...child })),
  ...(parent !== undefined && { parent }),
});

const zoe: Child = {
  givenName: 'Zoë',
  familyName: 'O\u2019Brien',
  dateOfBirth: '2019-05-16',
  nhsNumber: '9990000018',
};

let matching: Matching;
beforeEach(() => {
  matching = new Matching(new PersonIndex(), noFamilies);
});

/** Matches a request and counts its people in, as an import does. */
const come = (ref: string, ...children: readonly Child[]): ReceiveRequest =>
  comeWith(ref, undefined, ...children);
const comeWith = (
  ref: string,
  parent: ReceiveRequest['parent'],
  ...children: readonly Child[]
): ReceiveRequest => {
  const resolved = matching.resolve(form(children, parent), idsOf(ref));
  matching.learn(resolved);
  return resolved;
};
const resolutions = (request: ReceiveRequest) => request.children.map(({ resolution }) => resolution);

describe('recognising a child', () => {
  it('needs the same number, the same birth date and the same names, case, accents and spacing aside', () => {
    const before = come('A', zoe);
    const again = come('B', { ...zoe, givenName: 'ZOE ' });
    expect(again.children[0]).toMatchObject({ resolution: 'KNOWN', person: before.children[0]?.person });
    expect(again.family).toBe(before.family);
  });

  it.each<[string, Child, string[]]>([
    [
      'the same number and another birth date',
      { ...zoe, dateOfBirth: '2018-05-16' },
      ['SAME_NHS_NUMBER', 'SAME_NAMES', 'OTHER_BIRTH_DATE'],
    ],
    [
      'the same number and other names',
      { ...zoe, givenName: 'Max' },
      ['SAME_NHS_NUMBER', 'OTHER_NAMES', 'SAME_BIRTH_DATE'],
    ],
    [
      'names alike and the same birth date without a number',
      { givenName: 'Zoe', familyName: 'OBrien', dateOfBirth: '2019-05-16' },
      ['NO_SHARED_NUMBER', 'NAMES_ALIKE', 'SAME_BIRTH_DATE'],
    ],
    [
      'the same names and birth date with another number',
      { ...zoe, nhsNumber: '9434765919' },
      ['NO_SHARED_NUMBER', 'SAME_NAMES', 'SAME_BIRTH_DATE'],
    ],
  ])('puts to a person %s, with score and reasons, and registers apart', (_, child, reasons) => {
    const before = come('A', zoe);
    const again = come('B', child);
    const [found] = again.children;
    expect(found).toMatchObject({
      resolution: 'REVIEW',
      possibleDuplicates: [{ person: before.children[0]?.person, reasons }],
    });
    expect(found?.person).not.toBe(before.children[0]?.person);
    expect(found?.possibleDuplicates?.[0]?.score).toBeGreaterThanOrEqual(450);
    expect(again.family).not.toBe(before.family);
  });

  it.each<[string, Child]>([
    ['names alike alone', { givenName: 'Zoë', familyName: 'O\u2019Brien', dateOfBirth: '2018-01-01' }],
    ['the same birth date alone', { givenName: 'Max', familyName: 'Hill', dateOfBirth: '2019-05-16' }],
    [
      'names alike of a child not born yet',
      { familyName: 'O\u2019Brien', expectedDeliveryDate: '2027-03-01' },
    ],
  ])('does not go by %s', (_, child) => {
    come('A', zoe);
    expect(resolutions(come('B', child))).toEqual(['NEW']);
  });

  it('compares siblings within a request by numbers only', () => {
    const twins = come(
      'A',
      { givenName: 'Mia', dateOfBirth: '2020-01-02' },
      { givenName: 'Mya', dateOfBirth: '2020-01-02' },
    );
    expect(resolutions(twins)).toEqual(['NEW', 'NEW']);
    const siblings = come('B', zoe, { ...zoe, givenName: 'Max', dateOfBirth: '2022-02-02' });
    expect(resolutions(siblings)).toEqual(['NEW', 'REVIEW']);
    expect(siblings.children[1]?.possibleDuplicates).toMatchObject([
      { person: siblings.children[0]?.person },
    ]);
  });

  it('takes one child told of twice in a request for one', () => {
    const twice = come('A', zoe, { ...zoe, postcode: 'SG2 1YW' });
    expect(resolutions(twice)).toEqual(['NEW', 'KNOWN']);
    expect(twice.children[1]?.person).toBe(twice.children[0]?.person);
  });

  it('does not count a sibling of the same request among those registered before', () => {
    const ada: Child = { givenName: 'Ada', dateOfBirth: '2019-05-16' };
    expect(resolutions(come('A', ada, ada))).toEqual(['NEW', 'NEW']);
    expect(resolutions(come('B', ada))).toEqual(['REVIEW']);
  });

  it('gives the same ids in every run', () => {
    const first = come('A', zoe);
    matching = new Matching(new PersonIndex(), noFamilies);
    expect(come('A', zoe)).toEqual(first);
  });
});

describe('joining a family', () => {
  const isla = { name: 'Isla O\u2019Brien', relationship: 'MOTHER', livesWithChild: 'FULL' };

  it('knows the parent by name, and takes anyone else for new', () => {
    const before = comeWith('A', isla, zoe);
    expect(before.parent).toMatchObject({ resolution: 'NEW' });
    const again = comeWith('B', { ...isla, name: 'ISLA O\u2019BRIEN' }, zoe);
    expect(again.parent).toMatchObject({ resolution: 'KNOWN', person: before.parent?.person });
    expect(comeWith('C', { name: 'Isla Hill' }, zoe).parent).toMatchObject({ resolution: 'NEW' });
    expect(comeWith('D', { relationship: 'FATHER' }, zoe).parent).toEqual({ relationship: 'FATHER' });
  });

  it('takes a parent of the same name in another family for another person', () => {
    const before = comeWith('A', isla, zoe);
    const other = comeWith('B', isla, { givenName: 'Max', dateOfBirth: '2011-01-01' });
    expect(other.parent?.person).not.toBe(before.parent?.person);
  });

  it('joins the family of the child who is recognised, and brings the others in', () => {
    const before = come('A', zoe);
    const again = come('B', { givenName: 'Max', dateOfBirth: '2011-01-01' }, zoe);
    expect(again.family).toBe(before.family);
    expect(again.children.map(({ family }) => family)).toEqual([undefined, before.family]);
    expect(come('C', { givenName: 'Max', dateOfBirth: '2011-01-01', upn: 'A950000178301' }).family).not.toBe(
      before.family,
    );
  });

  it('joins the first row\u2019s where children are of two, and says which is the other', () => {
    const max: Child = { givenName: 'Max', dateOfBirth: '2011-01-01', nhsNumber: '9434765919' };
    const first = come('A', zoe);
    const second = come('B', max);
    const both = come('C', max, zoe);
    expect(both.family).toBe(second.family);
    expect(both.children.map(({ family }) => family)).toEqual([second.family, first.family]);
  });

  it('joins the one family that all the children are in', () => {
    const families: Record<string, string[]> = { one: ['family-a', 'family-b'], two: ['family-b'] };
    const known = (person: string, nhsNumber: string) => ({
      person,
      names: [{ given: 'Zoë', family: 'Hill' }],
      dateOfBirth: '2019-05-16',
      nhsNumbers: [nhsNumber],
      upns: [],
    });
    matching = new Matching(new PersonIndex([known('one', '9990000018'), known('two', '9434765919')]), {
      ...noFamilies,
      familiesOf: (person) => families[person] ?? [],
    });
    const child = { givenName: 'Zoë', dateOfBirth: '2019-05-16' };
    const request = come('A', { ...child, nhsNumber: '9990000018' }, { ...child, nhsNumber: '9434765919' });
    expect(request.family).toBe('family-b');
  });
});
