import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable } from '#libs/contracts';
import { MARKER, SHAPED_VALUES } from '../support/marked-input.ts';
import { fhr, ServiceProcess } from '../support/processes.ts';
import { bytesOf, destroyKeys, filesWith, personalTexts } from '../support/sealed-folder.ts';
import { WholeStory } from '../support/whole-story.ts';

const SECRETS = [MARKER, '9434765919', ...SHAPED_VALUES];
/** Dates, numbers, hashes and ids, in which no marker can stand. */
const SHAPED =
  /^\[?"(\d{4}(-\d\d){0,2}|\d{10,12}|[A-Z]\d{12}|AL10 2LE|(?:[a-z]+-)?[0-9a-z]{26}|[\w-]{43}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"\]?$/;
/** What a family is not told of who looked: codes, days and ids again, kept as one text. */
const EXEMPTIONS =
  /^"(\[|,|\{|\}|\]|:|\\"(agency|codeSet|from|to|reason|organisation-[0-9a-z]{26}|\d{4}(-\d\d){2}|\d{4}\.\d+|[A-Z_]+)\\")*"$/;

const folder = mkdtempSync(join(tmpdir(), 'family-help-sealed-'));
let service: ServiceProcess;
let story: WholeStory;
let told: Awaited<ReturnType<WholeStory['tell']>>;

beforeAll(async () => {
  service = await ServiceProcess.start(folder, { FHR_CLOCK: '2026-03-10T12:00:00Z' });
  story = new WholeStory(service);
  told = await story.tell();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const RENAME = 'mutation ($input: RecordPersonNameInput!) { recordPersonName(input: $input) { id } }';
const READ = `query ($family: ID!, $person: ID!, $request: ID!) {
  family(reference: $family, purpose: AUDIT) {
    members { name redactions { pointer reason } }
    episode { agency keyworker children { child level } steps { status reason } }
  }
  familyTimeline(family: $family, purpose: AUDIT, first: 100) {
    nodes { type summary data redactions { pointer reason } }
  }
  person(reference: $person, purpose: AUDIT) { name dateOfBirth erased stale redactions { pointer reason } }
  whatWasKnown(person: $person, purpose: AUDIT, first: 100) { person { name } nodes { type summary data } }
  request(reference: $request, purpose: AUDIT) { state form redactions { pointer reason } }
  levelHistory(child: $person, purpose: AUDIT) { spans { level rationale } }
}`;
const MATCH = `query ($given: String!, $family: String!) {
  matchPerson(given: $given, family: $family, purpose: FAMILY_HELP) { matches { person name } }
}`;

const read = () =>
  service.ask('auditor', READ, { family: told.family, person: told.child, request: told.request });
const match = () =>
  service.ask('coordinator', MATCH, { given: `${MARKER} given`, family: `${MARKER} family` });

describe('what people say to the record', () => {
  it('is said in every way there is', () => {
    const sent = Object.entries(commandTable).filter(([, { internal }]) => !internal);
    expect([...story.told.keys()].sort()).toEqual(sent.map(([type]) => type).sort());
  });

  it('is told to those who may read it, and found by who looks for it', async () => {
    const answer = await read();
    expect(answer.errors).toBeUndefined();
    for (const secret of [MARKER, '2016-07-19', 'AL10 2LE']) expect(JSON.stringify(answer)).toContain(secret);
    expect(JSON.stringify(await match())).toContain(MARKER);
  });

  it('is refused where it is said wrongly', async () => {
    const answers = [
      await service.ask('coordinator', `mutation { ${MARKER} }`),
      await service.post(MARKER, 'coordinator'),
      await service.ask('auditor', READ, { family: MARKER, person: MARKER, request: MARKER }),
      await service.ask('auditor', READ, { name: MARKER }),
      await service.ask('coordinator', RENAME, {
        input: { person: MARKER, use: MARKER, family: `${MARKER}\u0000` },
      }),
    ];
    expect(answers.map(({ errors }) => errors === undefined)).not.toContain(true);
  });

  it('is in every text of persons that an event has', async () => {
    const texts = [...(await personalTexts(folder))];
    const unmarked = texts.filter(([, values]) => !values.some((value) => value.includes(MARKER)));
    const shaped = (value: string) => SHAPED.test(value) || EXEMPTIONS.test(value);
    expect(unmarked.filter(([, values]) => !values.some(shaped))).toEqual([]);
    expect(texts.length).toBeGreaterThan(50);
  });
});

describe('a service that ended in the middle of its work', () => {
  beforeAll(() => service.kill());

  it('leaves what was said in its read models, where it is found', () => {
    const files = bytesOf(folder, { readModels: true });
    expect(SECRETS.filter((secret) => filesWith(secret, files).length === 0)).toEqual([]);
  });

  it.each(SECRETS)(
    'leaves "%s" in no byte but of the read models, which hold opened fields by design',
    (secret) => {
      const files = bytesOf(folder);
      expect([...files.keys()]).toEqual(expect.arrayContaining(['access.db', 'events.db-wal', 'keys.db']));
      expect(filesWith(secret, files)).toEqual([]);
      expect(service.printed).toContain('a request was refused');
      expect(service.printed).not.toContain(secret);
    },
  );
});

describe('a record whose keys are gone', () => {
  beforeAll(async () => {
    await destroyKeys(folder);
    service = await ServiceProcess.start(folder);
    story.service = service;
    const rebuilt = await fhr(folder, 'projection', 'rebuild');
    expect(rebuilt.status).toBe(0);
  });

  it('is told as before, showing what is absent', async () => {
    const { data, errors } = await read();
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      family: { episode: { keyworker: told.third, children: [{ level: 'L3' }, { level: 'L2' }] } },
      person: { name: null, dateOfBirth: null, erased: true, stale: false },
    });
    const reasons = [...JSON.stringify(data).matchAll(/"reason":"(ERASED|WITHHELD)"/g)].map(
      ([, reason]) => reason,
    );
    expect(new Set(reasons)).toEqual(new Set(['ERASED']));
    expect(Object.values(data ?? {})).not.toContain(null);
    expect(await match()).toEqual({ data: { matchPerson: { matches: [] } } });
  });

  it.each(SECRETS)('leaves "%s" in no byte, of the read models either', (secret) => {
    expect(filesWith(secret, bytesOf(folder, { readModels: true }))).toEqual([]);
  });

  it('folds as before: what was done is known to be done, and what has no key is refused', async () => {
    const { family, episode, other: agency, third: keyworker } = told;
    const reopening = story.send('manager', 'ReopenEpisode', { family, episode, agency, keyworker });
    await expect(reopening).rejects.toThrow('SUBJECT_ERASED');
    expect(await story.sendAgain('OpenEpisode')).toBe(story.told.get('OpenEpisode')?.id);
    const naming = story.send('coordinator', 'RecordPersonName', { person: told.child, use: 'ALIAS' });
    await expect(naming).rejects.toThrow('SUBJECT_ERASED');
  });
});
