import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readCodeSets } from '#libs/reference';
import { codeOf, documents, Scenario } from '../support/scenario.ts';
import {
  APART,
  AUDITING,
  AUDIT_ACTION,
  CORRECTIONS,
  FLAG,
  FORGETTING,
  HAND_OVER,
  OF_AUDITS,
  OF_FORGETTING,
  OF_RECORDS,
  OF_SAMPLES,
  OF_TWINS,
  ORDERS,
  PANEL,
  PARTINGS,
  QUESTIONS,
  REDIRECT,
  SAMPLING,
} from '../support/scenario-documents.ts';

// One story that needs every document of this folder, each sent with the variables beside it.

let scenario: Scenario;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-10T09:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

it('every document of this folder is used', () => {
  const twins = OF_TWINS.map(([document]) => document);
  const used = [...ORDERS, ...OF_RECORDS, ...twins, ...QUESTIONS, HAND_OVER, ...PANEL, ...CORRECTIONS, FLAG];
  const told = [...used, ...PARTINGS, ...APART, REDIRECT, ...SAMPLING, ...OF_SAMPLES];
  const audited = [...AUDITING, AUDIT_ACTION, ...OF_AUDITS];
  expect([...documents].sort()).toEqual([...told, ...audited, ...FORGETTING, ...OF_FORGETTING].sort());
});

/** Who takes a child on as a statutory service. */
async function socialCare() {
  const team = { name: 'Assessment Team North', agencyType: 'SOCIAL_CARE' };
  const { id: receivingAgency } = await scenario.send('register-organisation', team);
  const worker = { name: 'Sam Reed', user: 'social-worker', role: 'SOCIAL_WORKER', training: [] };
  const { id: receivingWorker } = await scenario.send('register-worker', worker);
  return { receivingAgency, receivingWorker };
}

it('every order is taken as it stands, and changes something', async () => {
  const receiving = await socialCare();
  for (const document of ORDERS) {
    const before = await scenario.size();
    await scenario.send(document, document === 'accept-step-up' ? receiving : {});
    expect({ document, grew: (await scenario.size()) > before }).toEqual({ document, grew: true });
  }
});

it('every question is answered as it stands', async () => {
  scenario.standAt('2026-03-20T09:00:00Z');
  await scenario.signed();
  for (const document of QUESTIONS) expect(await scenario.read(document)).not.toBeNull();
});

it('an episode can be handed over to another keyworker', async () => {
  const { worker = '' } = Object.fromEntries(scenario.names);
  scenario.names.set('second', (await scenario.send('register-worker', { user: 'second' })).id);
  scenario.names.set('worker', worker);
  expect(await scenario.send(HAND_OVER)).toMatchObject({ id: scenario.names.get('family') });
});

it('every order about twins is taken as it stands', async () => {
  for (const [document, name] of OF_TWINS) {
    const { id } = await scenario.send(document);
    if (name !== undefined) scenario.names.set(name, id);
  }
});

it('every order about two records is taken as it stands', async () => {
  const named = async (name: string, document: string, changes: object) =>
    scenario.names.set(name, (await scenario.send(document, changes)).id);
  await named('approver', 'register-worker', { user: 'coordinator' });
  await scenario.send('register-worker', { user: 'second' });
  await named('other', 'register-person', { identifiers: null });
  await named('survivor', 'register-person', { identifiers: null });
  for (const document of OF_RECORDS) {
    await scenario.send(document);
    scenario.names.set('event', (await scenario.events()).at(-1) ?? '');
  }
});

it('an entry can be corrected, and moved to the family that it is about', async () => {
  const { family = '' } = Object.fromEntries(scenario.names);
  await scenario.send('receive-information');
  scenario.names.set('event', (await scenario.events()).at(-1) ?? '');
  await scenario.send('register-person', { identifiers: null });
  scenario.names.set('other-family', (await scenario.send('register-family')).id);
  scenario.names.set('family', family);
  expect(await scenario.send('correct-entry')).toMatchObject({ id: family });
  expect(await scenario.read('move-information')).toMatchObject({ id: family });
});

it('what does not fit can be flagged by whoever sees it', async () => {
  const { nodes } = await scenario.read<{ nodes: { id: string }[] }>('family-timeline');
  scenario.names.set('event', nodes.at(0)?.id ?? '');
  expect(await scenario.send(FLAG)).toMatchObject({ revision: 0 });
});

it('a panel decides with those who came, each order as it stands', async () => {
  for (const document of ['schedule-panel', 'table-item', 'record-panel-attendance'])
    await scenario.send(document);
  for (const agencyType of ['SCHOOL', 'GP']) {
    await scenario.send('register-organisation', { name: agencyType, agencyType });
    await scenario.send('register-worker', { user: agencyType });
    await scenario.send('record-panel-attendance', { chairing: false, remote: true });
  }
  await scenario.send('convene-panel');
  await scenario.send('decide-item');
  expect(await scenario.read('panel-agenda')).toMatchObject({
    status: 'QUORATE',
    items: [{ state: 'DECIDED', outcome: 'PARENTING_PROGRAMME' }],
  });
});

it('a family parts, comes together and is two again, each order as it stands', async () => {
  const named = async (name: string, document: string, changes: object) => {
    const { id } = await scenario.send(document, { identifiers: null, ...changes });
    scenario.names.set(name, id);
    return id;
  };
  const father = await named('father', 'register-person', { adult: true });
  const mother = await named('mother', 'register-person', { adult: true });
  const child = await named('person', 'register-person', {});
  const members = [
    { person: mother, role: 'MOTHER' },
    { person: father, role: 'FATHER' },
    { person: child, role: 'CHILD' },
  ];
  const { id: family } = await scenario.send('register-family', { members });
  await scenario.send('open-episode', { request: null, route: 'SELF' });
  await scenario.followed();
  for (const document of APART) expect(await scenario.read(document)).not.toBeNull();
  for (const document of PARTINGS) {
    const { id } = await scenario.send(document);
    if (document === 'split-family') scenario.names.set('part', id);
    scenario.names.set('family', family);
    await scenario.followed();
  }
  expect(await scenario.read('family')).toMatchObject({
    splitInto: [scenario.names.get('part')],
    mergedFrom: [],
  });
});

it('a request goes to another district, for its panel', async () => {
  const { id, reference } = await scenario.send('receive-request');
  expect(await scenario.send(REDIRECT)).toMatchObject({ id });
  expect(await scenario.read('request', { reference })).toMatchObject({ district: 'herts.ff.st-albans' });
  expect(codeOf(await scenario.try(REDIRECT, { district: 'herts.ff.nowhere' }))).toBe('UNKNOWN_CODE');
  expect(codeOf(await scenario.try(REDIRECT, {}, 'practitioner'))).toBe('NOT_PERMITTED');
});

it('a sample is designed, drawn and done with, each order as it stands', async () => {
  for (const document of SAMPLING) {
    await scenario.send(document, document === 'design-sample' ? { filter: { on: '2026-03-20' } } : {});
    const { cases } = await scenario.read<{ cases: { episode: string; selected: boolean }[] }>('sample');
    const { episode = '' } = cases.find(({ selected }) => selected) ?? {};
    scenario.names.set('drawn', episode);
  }
  for (const document of OF_SAMPLES) expect(await scenario.read(document)).not.toBeNull();
});

it('a case that was drawn is audited, each order as it stands', async () => {
  for (const document of AUDITING) {
    if (document === 'grade-audit') await answerTheOthers();
    const { id } = await scenario.send(document);
    scenario.names.set('audit', id);
  }
  await scenario.send('register-worker', { user: 'auditing' });
  await scenario.send(AUDIT_ACTION);
  expect(await scenario.read('audit')).toMatchObject({
    audit: { state: 'GRADED', overall: 'GOOD', grade: 'REQUIRES_IMPROVEMENT' },
    grading: { overall: 'GOOD', cappedBy: [] },
    moderation: { changed: true },
    actions: [{ state: 'SET' }],
  });
  for (const document of OF_AUDITS) expect(await scenario.read(document)).not.toBeNull();
});

/** All questions of the set but the one of the document. */
async function answerTheOthers(): Promise<void> {
  const { codes = [] } = readCodeSets().find(({ name }) => name === 'audit-question') ?? {};
  for (const { code: question } of codes)
    if (question !== 'CHILD_VOICE')
      await scenario.send('answer-audit-question', { question, answer: 'YES', grade: 'GOOD', comment: null });
}

it('a record is held, let go, and forgotten, each order as it stands', async () => {
  await scenario.send('receive-request');
  await scenario.send('register-person', { identifiers: null });
  await scenario.send('register-family');
  await scenario.send('open-episode');
  await scenario.send('close-episode');
  scenario.standAt('2062-03-01T09:00:00Z');
  for (const document of FORGETTING.slice(1)) {
    if (document === 'review-shared-text')
      expect(codeOf(await scenario.try(document))).toBe('NOT_SHARED_TEXT');
    else await scenario.send(document);
  }
  for (const document of OF_FORGETTING) expect(await scenario.read(document)).not.toBeNull();
});
