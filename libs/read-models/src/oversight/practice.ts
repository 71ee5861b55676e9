import {
  bankHolidays,
  durationOf,
  lastDayOf,
  oftenOf,
  workingDays,
  type CodeSet,
  type Often,
} from '#libs/reference';
import type { Tables } from '../projection.ts';

/** An authority's own times and thresholds, as they were published by a position. */
export interface Practice {
  /** The last day in time of a clock that started on a day; undefined where the authority sets it no limit. */
  dueOn(clock: string, startedOn: string): string | undefined;
  /** The day on which a drift rule that is a length of time first holds, from a day on. */
  holdsFrom(rule: string, day: string): string | undefined;
  often(rule: string): Often | undefined;
  /** The levels of need, the lowest first. */
  readonly levels: readonly string[];
  /** Services that a step up may ask, of children's social care: those whose acceptance gives a statutory status. */
  readonly socialCare: ReadonlySet<string>;
}

/** The code sets that say it. */
export const practiceSets = ['bank-holiday', 'clock', 'drift-rule', 'level', 'step-target'] as const;

/** The codes of bank holidays that were published by a position. */
export function holidaysAt(tables: Tables, position: number): CodeSet['codes'] {
  return codesAt(tables, 'bank-holiday', position);
}

/** The practice in force at a position. */
export function practiceAt(tables: Tables, position: number): Practice {
  const [holidays, clocks, rules, levels = [], services = []] = practiceSets.map((name) =>
    codesAt(tables, name, position),
  );
  const calendar = workingDays(bankHolidays(holidays ?? []));
  const limits = limitsOf(clocks);
  const thresholds = limitsOf(rules);
  const last = (limit: string | undefined, from: string): string | undefined => {
    const duration = durationOf(limit);
    return duration && lastDayOf(from, duration, calendar);
  };
  return {
    dueOn: (clock, startedOn) => last(limits.get(clock), startedOn),
    holdsFrom: (rule, day) => last(thresholds.get(rule), day),
    often: (rule) => oftenOf(thresholds.get(rule)),
    levels: [...new Set(levels.map(({ code }) => code))],
    socialCare: new Set(services.filter(({ belongsTo }) => belongsTo !== undefined).map(({ code }) => code)),
  };
}

function limitsOf(codes: CodeSet['codes'] = []): ReadonlyMap<string, string | undefined> {
  return new Map(codes.map(({ code, limit }) => [code, limit]));
}

function codesAt(tables: Tables, name: string, position: number): CodeSet['codes'] {
  const newest = tables.one<{ content: string }>(
    'SELECT content FROM settings WHERE name = ? AND position <= ? ORDER BY position DESC LIMIT 1',
    name,
    position,
  );
  return newest === undefined ? [] : (JSON.parse(newest.content) as CodeSet).codes;
}
