import { describe, expect, it } from '@jest/globals';
import type { View } from '../as-of.ts';
import { at } from '../testing/at.ts';
import { Counted } from '../testing/counted.ts';
import { AVA, FAMILY, hillFamily } from '../testing/hill.ts';
import { project } from '../testing/project.ts';
import { timeline } from './projection.ts';
import { TimelineReader } from './reader.ts';

describe('what an agency knew of a child', () => {
  it('is also what an agency was asked and told the record, from then on, and nothing of another’s', () => {
    const story = hillFamily();
    const on = (type: 'AgencyInformationRequested' | 'AgencyInformationReceived', agency: string) =>
      story.tell('request-1', { type, data: { agency, due: '2026-03-12' } }, { families: [FAMILY] });
    const asked = on('AgencyInformationRequested', 'organisation-police');
    on('AgencyInformationReceived', 'organisation-gp');
    const told = on('AgencyInformationReceived', 'organisation-police');
    const known = (agency: string, position = story.head) =>
      new TimelineReader(project(timeline, story.events))
        .whatWasKnown(AVA, at(position), { agency })
        ?.events.edges.map(({ cursor }) => cursor);
    expect(known('organisation-police')).toEqual([asked, told]);
    expect(known('organisation-police', told - 1)).toEqual([asked]);
    expect(known('organisation-school')).toEqual([]);
  });
});

describe('what others told an agency', () => {
  const SCHOOL = 'organisation-school';
  const stream = `person-${AVA}`;
  const begun = () => {
    const story = hillFamily();
    const idAt = (position: number): string => story.events[position]?.id ?? '';
    const noted = (language: string, about = {}) =>
      story.tell(stream, { type: 'LanguageNeedRecorded', data: { language, interpreter: false } }, about);
    const amend = (entry: number, how: 'EntryCorrected' | 'EntryVoided', said = {}) =>
      story.days(1).tell(stream, {
        type: how,
        data: { entry: idAt(entry), entryType: 'Any', entryVersion: 1, reason: 'LATER_EVIDENCE', ...said },
      });
    return {
      story,
      noted,
      correct: (entry: number, language: string) =>
        amend(entry, 'EntryCorrected', { replaced: { languageNeedRecorded: { language } } }),
      voided: (entry: number) => amend(entry, 'EntryVoided'),
      tell: (entries: readonly number[], classes = ['general']) =>
        story.tell('disclosure-1', {
          type: 'InformationDisclosed',
          data: {
            ...{ family: FAMILY, persons: [AVA], recipientAgency: SCHOOL, classes, how: 'EMAIL' },
            ...{ entries: entries.map(idAt), position: story.head, disclosedBy: 'worker-kim' },
          },
        }),
      known: (position = story.head, view: View = 'AS_CORRECTED') => {
        const reader = new TimelineReader(project(timeline, story.events));
        const point = { ...at(position), view };
        const nodes = reader.whatWasKnown(AVA, point, { agency: SCHOOL })?.events.edges ?? [];
        const ids = nodes.map(({ node }) => node.id);
        const toldOf = reader.toldOf(ids, SCHOOL, point);
        const alone = ids.flatMap((id) => [...reader.toldOf([id], SCHOOL, point)]);
        expect(toldOf).toEqual(new Map(alone));
        return nodes.map(({ node }) => {
          const told = toldOf.get(node.id);
          return [
            node.data['language'] ?? node.type,
            told && [told.position, told.changedSince, [...told.classes].join()],
          ];
        });
      },
    };
  };

  it('is in the words in which it was told, though they were corrected since, or voided', () => {
    const { noted, correct, voided, tell, known } = begun();
    const [one, other] = [noted('CONVICTED'), noted('About another child')];
    const told = tell([one, other]);
    const corrected = correct(one, 'ACQUITTED');
    voided(other);
    const both = (changed: boolean, after = changed) => [
      ['CONVICTED', [told, changed, 'general']],
      ['About another child', [told, after, 'general']],
    ];
    expect(known()).toEqual(both(true));
    expect(known(corrected)).toEqual(both(true, false));
    expect(known(told)).toEqual(both(false));
    expect(known(undefined, 'AS_RECORDED')).toEqual(both(true));
  });

  it('is what it became where the agency was told again, or was told of the very amendment', () => {
    const { noted, correct, voided, tell, known } = begun();
    const [one, other, third] = [noted('CONVICTED'), noted('About another child'), noted('Polish')];
    const first = tell([one, other, third]);
    const correction = correct(one, 'ACQUITTED');
    const gone = voided(other);
    correct(third, 'Czech');
    correct(third, 'Slovak');
    const again = tell([correction, gone, third]);
    correct(third, 'Slovene');
    expect(known()).toEqual([
      ['ACQUITTED', [first, false, 'general']],
      ['Slovak', [again, true, 'general']],
      ['EntryCorrected', [again, false, 'general']],
      ['EntryVoided', [again, false, 'general']],
    ]);
  });

  it('is of no class in which these words were never told', () => {
    const { noted, correct, tell, known } = begun();
    const note = noted('CONVICTED');
    tell([note], ['general', 'police']);
    correct(note, 'ACQUITTED');
    const last = tell([note]);
    expect(known()).toEqual([['ACQUITTED', [last, false, 'general']]]);
    expect(known(undefined, 'AS_RECORDED')).toEqual([['CONVICTED', [last, false, 'general,police']]]);
  });

  it('is nothing of the words as first recorded where it was told those of a correction alone', () => {
    const { noted, correct, tell, known } = begun();
    const note = noted('CONVICTED');
    correct(note, 'ACQUITTED');
    const last = tell([note]);
    expect(known(undefined, 'AS_RECORDED')).toEqual([['CONVICTED', [last, false, '']]]);
  });

  it('is asked for in as many statements of many entries as of one', () => {
    const { story, noted, correct, tell } = begun();
    const notes = ['Polish', 'Czech', 'Slovak'].map((language) => noted(language));
    tell(notes);
    notes.map((note) => correct(note, 'Slovene'));
    const statements = (asked: readonly number[]): number => {
      const rows = new Counted(project(timeline, story.events));
      const ids = asked.map((position) => story.events[position]?.id ?? '');
      expect(new TimelineReader(rows).toldOf(ids, SCHOOL, at(story.head)).size).toBe(asked.length);
      return rows.statements;
    };
    expect(statements(notes)).toBe(statements(notes.slice(0, 1)));
  });

  it('leaves what its own people recorded as it stands', () => {
    const { noted, correct, known } = begun();
    const own = noted('CONVICTED', { actor: { agency: SCHOOL } });
    correct(own, 'ACQUITTED');
    expect(known()).toEqual([['ACQUITTED', undefined]]);
  });
});
