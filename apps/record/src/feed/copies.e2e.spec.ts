import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#libs/contracts';
import { Copies } from '../testing/copies.ts';
import { decideErasure, helpEnded, standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { mixedUp } from '../testing/split-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;

beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

const afresh = async ({ family }: Story) => (await new Copies(served, family.id).follow()).rows;

describe('copies of a family', () => {
  it('are told that one of its members was erased, and end as those that begin afresh', async () => {
    const story = await helpEnded(served);
    const { child, family, request } = story;
    const copies = await new Copies(served, family.id).follow();
    expect(copies.text).toContain('Canary Lane');
    await decideErasure(served, { persons: [child.id] }, [family.id, request.id]);
    standAt(served, '2062-04-01T10:00:00.000Z');
    await served.record.erasures.look();
    await copies.follow();
    // Under the record, and as whom the form named without one.
    const told = [child.id, expect.stringMatching(/^[0-9a-z]{26}$/)];
    expect(copies.erased).toEqual([...told, ...told]);
    expect(new Set(copies.erased).size).toBe(2);
    for (const gone of ['Canary Lane', '9990000018', 'Ava sleeps well.'])
      expect(copies.text).not.toContain(gone);
    expect(copies.text).toContain('Ngozi');
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('are brought the request that is linked with it, with what was told of it before', async () => {
    const story = await helpOpens(served);
    const { family } = story;
    const form = await served.order('coordinator', 'receiveRequest', {
      source: '2A',
      channel: 'PORTAL',
      urgency: 'ROUTINE',
      agreement: 'GIVEN_SIGNED',
      agreedBy: 'Mother',
      gss: 'E07000243',
      children: [{ givenName: 'Ava', familyName: 'Okafor', dateOfBirth: '2018-05-04', sex: 'F' }],
      answers: { whatIsWorrying: 'Ava missed a week.' },
    });
    const copies = await new Copies(served, family.id).follow();
    expect(copies.text).not.toContain('Ava missed a week.');
    await served.order('coordinator', 'linkRequestToFamily', { request: form.id, family: family.id });
    await copies.follow();
    expect(copies.rows.map((rows) => JSON.stringify(rows).includes('Ava missed a week.'))).toEqual([
      true,
      true,
    ]);
    expect(copies.rows).toEqual(await afresh(story));
    await linkElsewhere(form.id);
    await copies.follow();
    expect(copies.text).not.toContain('Ava missed a week.');
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('give back what a split gave to another girl, and are not told of her', async () => {
    const story = await helpOpens(served);
    const { family, child } = story;
    const girls = await mixedUp(served, child.id);
    const copies = await new Copies(served, family.id).follow();
    expect(copies.rows.every((rows) => JSON.stringify(rows).includes('Evas Lane'))).toBe(true);
    await girls.split();
    await copies.follow();
    expect(copies.text).not.toMatch(/Evas Lane|Evelina/);
    expect(copies.text).not.toContain(girls.eva);
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('are brought, where somebody agrees again, what a partner was not told meanwhile', async () => {
    const story = await helpOpens(served);
    const { family, child, mother } = story;
    const brother = await brotherOf(story);
    const { school, teacher } = await staffAround(served, story);
    const speaks = { family: family.id, by: mother.id, takenBy: story.keyworker, capacity: 'CARER' };
    const numberOf = ({ rows }: Copies) =>
      rows.map((each) => each.filter((row) => row.includes('LanguageNeedRecorded')).length);
    const agrees = async (person: string) =>
      served.order('coordinator', 'giveAgreement', {
        ...{ ...speaks, person, method: 'SIGNED', explained: 'Who is told.', agencies: [school] },
      });
    for (const each of [child.id, brother]) await agrees(each);
    await handedTo(teacher, school, story);
    const warned = randomUUID();
    const warning = { commandId: warned, person: brother, warning: 'DANGEROUS_ANIMAL' };
    await served.order('coordinator', 'recordWarning', warning);
    const copies = await new Copies(served, family.id, 'partner').follow();
    const left = { ...speaks, person: brother, method: 'SIGNED', reason: 'Enough.' };
    await served.order('coordinator', 'withdrawAgreement', left);
    await served.order('coordinator', 'recordLanguageNeed', {
      person: brother,
      language: 'tur',
      interpreter: false,
    });
    const entry = uuidv5(warned, `person-${brother}/0`);
    const mistaken = { stream: `person-${brother}`, entry, reason: 'WRONG_PERSON' };
    await served.order('coordinator', 'voidEntry', mistaken);
    const sister = { person: child.id, language: 'tur', interpreter: true };
    await served.order('coordinator', 'recordLanguageNeed', sister);
    await copies.follow();
    expect(numberOf(copies)).toEqual([1, 1]);
    await agrees(brother);
    await copies.follow();
    expect(numberOf(copies)).toEqual([2, 2]);
    expect(copies.rows).toEqual((await new Copies(served, family.id, 'partner').follow()).rows);
  });

  it('take out whoever came by a merge once it is reversed, with their own records', async () => {
    const story = await helpOpens(served);
    const { family, keyworker } = story;
    const { manager } = await staffAround(served, story);
    const names = [{ use: 'LEGAL', given: 'Mia', family: 'Reed' }];
    const born = { names, dateOfBirth: '2014-05-04', sex: 'F', adult: false };
    const { id: person } = await served.order('coordinator', 'registerPerson', born);
    const members = [{ person, role: 'CHILD', livesHere: 'FULL' }];
    const { id: retired } = await served.order('coordinator', 'registerFamily', { members });
    const two = { requestedBy: keyworker, approvedBy: manager };
    const merge = { ...two, survivor: family.id, retired, reason: 'One household.' };
    await served.order('manager', 'mergeFamilies', { ...merge, agreementReviewed: true });
    const copies = await new Copies(served, family.id).follow();
    expect(copies.rows.every((rows) => JSON.stringify(rows).includes('Reed'))).toBe(true);
    await served.order('manager', 'reverseFamilyMerge', { ...merge, reason: 'They are two.' });
    await copies.follow();
    expect(copies.text).not.toContain('Reed');
    expect(copies.rows).toEqual(await afresh(story));
  });

  it('are told again without the address what told of a place that is kept since', async () => {
    const story = await helpOpens(served);
    const { family, child, mother } = story;
    const names = [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }];
    const father = await served.order('coordinator', 'registerPerson', { names, sex: 'M', adult: true });
    const joins = { family: family.id, person: father.id, role: 'FATHER', livesHere: 'NO' };
    await served.order('coordinator', 'addMember', joins);
    const place = { line: '3 Safe Way', postcode: 'SG1 1AB' };
    const lives = (person: string, address: object) =>
      served.order('coordinator', 'recordAddress', { person, ...address });
    await lives(child.id, { type: 'HOME', ...place });
    const copies = await new Copies(served, family.id).follow();
    expect(copies.rows.every((rows) => JSON.stringify(rows).includes('3 Safe Way'))).toBe(true);
    await lives(mother.id, { type: 'REFUGE', ...place, confidentialFrom: [father.id] });
    await copies.follow();
    expect(copies.text).not.toContain('3 Safe Way');
    expect(copies.rows).toEqual(await afresh(story));
  });
});

async function brotherOf({ family }: Story): Promise<string> {
  const names = [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }];
  const born = { names, dateOfBirth: '2016-05-04', sex: 'M', adult: false };
  const { id: person } = await served.order('coordinator', 'registerPerson', born);
  const joins = { family: family.id, person, role: 'CHILD', livesHere: 'FULL' };
  await served.order('coordinator', 'addMember', joins);
  return person;
}

async function handedTo(to: string, agency: string, { family, episode }: Story): Promise<void> {
  const help = { family: family.id, episode };
  await served.order('manager', 'changeAccountableAgency', { ...help, to: agency });
  const over = { ...help, to, agency, agreementReviewed: true, reason: 'SCHOOL_PHASE' };
  await served.order('manager', 'handOverKeyworker', over);
}

/** Links a request with a family that is registered for it. */
async function linkElsewhere(request: string): Promise<void> {
  const person = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Mia', family: 'Reed' }],
    dateOfBirth: '1991',
    sex: 'F',
    adult: true,
  });
  const members = [{ person: person.id, role: 'MOTHER', livesHere: 'FULL' }];
  const { id: family } = await served.order('coordinator', 'registerFamily', { members });
  await served.order('coordinator', 'linkRequestToFamily', { request, family });
}
