import { describe, expect, it } from '@jest/globals';
import type { AgreementCommand, AgreementEvent, CommandOf } from '#libs/contracts';
import { around, avaAs, given as agreed, SCHOOL, SURGERY, withdrawn } from '../testing/agreed.ts';
import { on } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { agreement } from './agreement.ts';

type Give = CommandOf<'GiveAgreement'>['data'];

const give = (changes: Partial<Give> = {}): AgreementCommand => ({
  type: 'GiveAgreement',
  data: { person: 'ava', ...agreed.data, agencies: [SCHOOL], ...changes },
});
const about = { person: 'ava', family: 'family-1', by: 'mia', capacity: 'CARER', takenBy: 'worker-1' };
const said = { method: 'VERBAL', explained: 'Who is told what.' };
const refuse = (changes: Partial<CommandOf<'RefuseAgreement'>['data']> = {}): AgreementCommand => ({
  type: 'RefuseAgreement',
  data: { ...about, method: 'VERBAL', ...changes },
});
type Rescope = CommandOf<'ChangeAgreementScope'>['data'];
const rescope = (agencies: string[], changes: Partial<Rescope> = {}): AgreementCommand => ({
  type: 'ChangeAgreementScope',
  data: { ...about, ...said, agencies, ...changes },
});
const review = (changes: Partial<CommandOf<'ReviewAgreement'>['data']> = {}): AgreementCommand => ({
  type: 'ReviewAgreement',
  data: { ...about, ...said, occasion: 'HANDOVER', ...changes },
});
const withdraw: AgreementCommand = { type: 'WithdrawAgreement', data: { ...about, method: 'VERBAL' } };
const assess = (competent: boolean, rationale = 'Says back what it is for.'): AgreementCommand => ({
  type: 'AssessCompetence',
  data: {
    person: 'ava',
    family: 'family-1',
    matter: 'HELP',
    competent,
    rationale,
    assessedBy: 'worker-1',
  },
});

const nobody = given(agreement);
const mia = given(agreement, agreed);

describe('agreement', () => {
  it('is given by a carer, naming the agencies that may be told', () => {
    nobody.when(give(), {}, around).then(agreed);
  });
  it('is recorded again when it is given again, as what was said may be signed since', () => {
    mia
      .when(give({ method: 'SIGNED' }), {}, around)
      .then({ ...agreed, data: { ...agreed.data, method: 'SIGNED' } });
  });
  it('says what was explained beforehand', () => {
    nobody.when(give({ explained: ' ' }), {}, around).refuses('REQUIRED', { field: 'explained' });
  });
  it('names each agency once, and only those that are there', () => {
    nobody.when(give({ agencies: [SCHOOL, SCHOOL] }), {}, around).refuses('DUPLICATE_VALUE');
    nobody.when(give({ agencies: ['organisation-ended'] }), {}, around).refuses('ORGANISATION_NOT_ACTIVE');
  });
  it('is of a family and by a person who are there, taken by a worker at work', () => {
    nobody.when(give({ family: 'family-2' }), {}, around).refuses('NOT_FOUND', { stream: 'family-2' });
    nobody.when(give({ by: 'eva' }), {}, around).refuses('NOT_FOUND', { stream: 'person-eva' });
    nobody.when(give({ takenBy: 'left' }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is not given for who has died', () => {
    nobody.when(give(), {}, avaAs({ dateOfDeath: '2026-05' })).refuses('AFTER_DEATH');
  });
  it('asks for what its rule needs', () => {
    expect(agreement.needs(give(), agreement.initial)).toEqual({
      persons: ['ava'],
      workers: ['worker-1'],
      organisations: [SCHOOL],
      begun: ['family-1', 'person-mia'],
      competenceOf: 'ava',
    });
  });
});

describe('who may agree', () => {
  const no = (changes: Partial<Give>, because: string, facts = around) =>
    nobody.when(give(changes), {}, facts).refuses('NO_CAPACITY', { because });
  const responsible = (type: 'Recorded' | 'Ended') =>
    avaAs({
      standing: new Map([
        [
          'parental responsibility mia',
          type === 'Recorded'
            ? { type: 'ParentalResponsibilityRecorded', data: { holder: 'mia', basis: 'BIRTH_MOTHER' } }
            : { type: 'ParentalResponsibilityEnded', data: { holder: 'mia', to: '2026-05' } },
        ],
      ]),
    });

  it('holds parental responsibility by the record, where they say so', () => {
    no({ capacity: 'PR' }, 'NO_RESPONSIBILITY');
    no({ capacity: 'PR' }, 'NO_RESPONSIBILITY', responsible('Ended'));
    nobody.when(give({ capacity: 'PR' }), {}, responsible('Recorded')).then({
      ...agreed,
      data: { ...agreed.data, capacity: 'PR' },
    });
  });
  it('agrees as a parent or carer for another, and as a young person or adult for themselves', () => {
    no({ capacity: 'CARER', by: 'ava' }, 'FOR_ANOTHER', { ...around });
    no({ capacity: '16_PLUS' }, 'FOR_THEMSELVES');
    no({ capacity: 'ADULT' }, 'FOR_THEMSELVES');
  });
  it('is of the age that they say', () => {
    const own = { by: 'ava', capacity: '16_PLUS' };
    const may = (dateOfBirth: string) =>
      nobody.when(give(own), on('2026-06-16'), avaAs({ dateOfBirth })).then({
        ...agreed,
        data: { ...agreed.data, ...own },
      });
    may('2010-06-16');
    may('2010');
    no(own, 'AGE', avaAs({ dateOfBirth: '2010-06-17' }));
    no({ by: 'ava', capacity: 'ADULT' }, 'NOT_ADULT');
  });
  it('was found competent, under 16, for what they decide', () => {
    const own = { by: 'ava', capacity: 'COMPETENT_U16' };
    const found = (...matters: string[]) => ({ ...around, competence: new Set(matters) });
    const both = found('HELP', 'SHARING');
    no(own, 'NOT_ASSESSED');
    no(own, 'NOT_ASSESSED', found('HELP'));
    no(own, 'NOT_ASSESSED', found('SHARING'));
    nobody.when(give(own), {}, both).then({ ...agreed, data: { ...agreed.data, ...own } });
    const { agencies: _, ...alone } = { ...agreed.data, ...own };
    const help: AgreementCommand = { type: 'GiveAgreement', data: { person: 'ava', ...alone } };
    nobody.when(help, {}, found('HELP')).then({ ...agreed, data: alone });
    no(own, 'AGE', { ...both, ...avaAs({ adult: true }) });
    no(own, 'NOT_ASSESSED', { ...both, ...avaAs({ dateOfBirth: '2009-01-01' }) });
  });
});

describe('competence', () => {
  it('is assessed of a child, with why', () => {
    nobody.when(assess(true), {}, around).then({
      type: 'CompetenceAssessed',
      data: {
        family: 'family-1',
        matter: 'HELP',
        competent: true,
        rationale: 'Says back what it is for.',
        assessedBy: 'worker-1',
      },
    });
    nobody.when(assess(true, ''), {}, around).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
    nobody.when(assess(true), {}, avaAs({ adult: true })).refuses('NOT_A_CHILD');
  });
});

describe('a refusal', () => {
  it('is recorded, and once', () => {
    const refused: AgreementEvent = {
      type: 'AgreementRefused',
      data: { family: 'family-1', by: 'mia', capacity: 'CARER', method: 'VERBAL', takenBy: 'worker-1' },
    };
    nobody.when(refuse(), {}, around).then(refused);
    given(agreement, refused).when(refuse(), {}, around).then();
  });
  it('of who agreed before is a withdrawal', () => {
    mia.when(refuse(), {}, around).refuses('AGREED_ALREADY');
  });
  it('is of who may agree', () => {
    nobody.when(refuse({ capacity: 'PR' }), {}, around).refuses('NO_CAPACITY');
  });
});

describe('what was agreed', () => {
  it('changes its agencies, down to none', () => {
    const changed = (agencies: string[]): AgreementEvent => ({
      type: 'AgreementScopeChanged',
      data: { family: 'family-1', by: 'mia', capacity: 'CARER', ...said, agencies, takenBy: 'worker-1' },
    });
    mia.when(rescope([SURGERY]), {}, around).then(changed([SURGERY]));
    mia.when(rescope([]), {}, around).then(changed([]));
    mia.when(rescope([SCHOOL]), {}, around).then();
    nobody.when(rescope([SCHOOL]), {}, around).refuses('NOT_AGREED', { by: 'mia' });
    mia.when(rescope(['organisation-ended']), {}, around).refuses('ORGANISATION_NOT_ACTIVE');
  });
  it('is reviewed with who agreed', () => {
    mia.when(review(), {}, around).then({
      type: 'AgreementReviewed',
      data: {
        ...{ family: 'family-1', by: 'mia', capacity: 'CARER', ...said },
        ...{ takenBy: 'worker-1', occasion: 'HANDOVER' },
      },
    });
    nobody.when(review(), {}, around).refuses('NOT_AGREED');
  });
  it('is changed and reviewed by who may agree still, once it was explained anew', () => {
    const unexplained = { explained: ' ' };
    mia.when(rescope([SURGERY], { capacity: 'PR' }), {}, around).refuses('NO_CAPACITY');
    mia.when(review({ capacity: 'PR' }), {}, around).refuses('NO_CAPACITY');
    mia.when(rescope([SURGERY], unexplained), {}, around).refuses('REQUIRED', { field: 'explained' });
    mia.when(review(unexplained), {}, around).refuses('REQUIRED', { field: 'explained' });
  });
  it('is withdrawn by who agreed, whatever became of the capacity in which they did', () => {
    expect(agreement.needs(withdraw, agreement.initial)).toEqual({
      workers: ['worker-1'],
      begun: ['family-1', 'person-mia'],
    });
    mia.when(withdraw, {}, { ...around, persons: new Map() }).then(withdrawn);
  });
  it('is withdrawn by who agreed, once, and may be given again', () => {
    mia.when(withdraw, {}, around).then(withdrawn);
    given(agreement, agreed, withdrawn).when(withdraw, {}, around).refuses('NOT_AGREED');
    given(agreement, agreed, withdrawn).when(give(), {}, around).then(agreed);
    nobody.when(withdraw, {}, around).refuses('NOT_AGREED');
  });
});
