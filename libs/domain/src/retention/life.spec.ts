import { describe, expect, it } from '@jest/globals';
import { readCodeSets, referenceOf } from '#libs/reference';
import * as lives from './life.ts';
import type { Mention } from './mention.ts';

const said = (type: Mention['type'], data: object, day: string, ...persons: string[]): Mention => ({
  stream: 'family-1',
  type,
  data: data,
  day,
  persons,
});
const reference = referenceOf(readCodeSets());
const lifeOf = (
  records: string[],
  known: Parameters<typeof lives.lifeOf>[1],
  mentions: Mention[],
): ReturnType<typeof lives.lifeOf> => lives.lifeOf(records, known, mentions, reference);
const lifeOfText = (mentions: Mention[]) => lives.lifeOfText(mentions, reference);
const opened = said('EpisodeOpened', { children: ['ava'] }, '2020-03-10', 'ava');

describe('what decides how long a record is kept', () => {
  it('is when anything to do with the person first and last was', () => {
    const mentions = [
      opened,
      said('EpisodeClosed', {}, '2021-01-31', 'ava'),
      said('MemberJoined', {}, '2019-02-01', 'ava'),
    ];
    expect(lifeOf(['ava'], { adult: false, dateOfBirth: '2012-05-14' }, mentions)).toEqual({
      born: '2012-05-14',
      adult: false,
      firstKnown: '2019-02-01',
      lastContact: '2021-01-31',
      marks: new Set(['KNOWN', 'HELPED']),
    });
  });

  it('is not when somebody was found to be who stands on a form', () => {
    const found = said('IdentifiedOnRequest', { subject: 's', person: 'ava' }, '2026-02-01', 'ava');
    const life = lifeOf(['ava'], { adult: false }, [opened, found]);
    expect(life).toMatchObject({ firstKnown: '2020-03-10', lastContact: '2020-03-10' });
    expect(lifeOfText([opened, found])).toMatchObject({ lastContact: '2020-03-10' });
  });

  it('is said under any of the person’s records, and of nobody else', () => {
    const mentions = [
      opened,
      said('StatutoryStatusNoted', { child: 'ben', status: 'CLA' }, '2026-01-01', 'ben'),
    ];
    const life = lifeOf(
      ['eva', 'ava'],
      { dateOfDeath: '2025-03', expectedDeliveryDate: '2012-06-01' },
      mentions,
    );
    expect(life).toEqual({
      expected: '2012-06-01',
      died: '2025-03',
      adult: false,
      firstKnown: '2020-03-10',
      lastContact: '2020-03-10',
      marks: new Set(['KNOWN', 'HELPED']),
    });
  });

  it.each<[string, Mention, string[]]>([
    ['who joined an episode', said('ChildAddedToEpisode', { child: 'ava' }, '2020-03-10', 'ava'), ['HELPED']],
    [
      'whose status was noted',
      said('StatutoryStatusNoted', { child: 'ava', status: 'CP_PLAN' }, '2020-03-10', 'ava'),
      ['CP_PLAN'],
    ],
    [
      'whose help went on in another family',
      said(
        'EpisodeContinued',
        { children: [{ child: 'ava', statutoryStatus: 'CIN_S17' }, { child: 'ben' }] },
        '2020-03-10',
        'ava',
      ),
      ['HELPED', 'CIN_S17'],
    ],
    ['who is only named', said('MemberJoined', { person: 'ava' }, '2020-03-10', 'ava'), []],
    [
      'beside whom another was helped',
      said('EpisodeOpened', { children: ['ben'] }, '2020-03-10', 'ava', 'ben'),
      [],
    ],
  ])('marks a child %s', (_, mention, marks) => {
    expect(lifeOf(['ava'], {}, [mention]).marks).toEqual(new Set(['KNOWN', ...marks]));
  });

  it('is of a family’s or a request’s text the last day anything was said', () => {
    expect(lifeOfText([opened])).toMatchObject({ lastContact: '2020-03-10', marks: new Set(['KNOWN']) });
  });

  it('is of text that tells of a concern what it would be of the child', () => {
    const concern = said('SafeguardingConcernIdentified', {}, '2020-03-10');
    const marks = new Set(['KNOWN', 'CONCERN', 'CP_S47_ENQUIRY']);
    expect(lifeOfText([opened, concern])).toMatchObject({ marks });
  });

  it('makes nothing due of which nothing is said', () => {
    expect(lifeOfText([]).lastContact).toBe('9999-01-01');
  });
});
