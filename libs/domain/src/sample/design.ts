import { Rejected } from '#libs/contracts';
import type { DesignSample, DesignSampleFilter } from '#libs/contracts';
import type { Told } from '../aggregate.ts';
import { checkDistinct, present } from '../checks.ts';
import { checkDate, checkOrder, today } from '../days.ts';
import type { Design } from './state.ts';

const MOST_CASES = 1000;
const MOST_RESERVES = 100;
const LEAST = 1;

/** The design as it is recorded: what nothing was said of is left out. Refuses what could never be drawn. */
export function designed(told: Pick<Told<DesignSample>, 'data' | 'recordedAt'>): Design {
  const { filter, strata = [], method, size, reserves, least } = told.data;
  checkFilter(filter, today(told));
  checkDistinct(strata, 'strata');
  if (size < 1 || size > MOST_CASES) throw new Rejected('SAMPLE_SIZE', { field: 'size' });
  if (reserves > MOST_RESERVES) throw new Rejected('SAMPLE_SIZE', { field: 'reserves' });
  checkSpread(told.data);
  const { purpose } = told.data;
  return {
    purpose,
    filter: filtering(filter),
    ...(strata.length > 0 && { strata: [...strata] }),
    ...{ method, size, reserves },
    ...(method === 'STRATIFIED_PROPORTIONAL' && { least: least ?? LEAST }),
  };
}

function checkSpread({ method, strata = [], least, size }: DesignSample): void {
  checkStrata(method, strata);
  if (least === undefined) return;
  if (method !== 'STRATIFIED_PROPORTIONAL') throw new Rejected('STRATA_NOT_TAKEN', { field: 'least' });
  if (least > size) throw new Rejected('TOO_FEW_FOR_STRATA', { field: 'least' });
}

function checkStrata(method: string, strata: readonly string[]): void {
  const isSimple = method === 'SIMPLE_RANDOM';
  if (isSimple && strata.length > 0) throw new Rejected('STRATA_NOT_TAKEN', { field: 'strata' });
  if (!isSimple && strata.length === 0) throw new Rejected('REQUIRED', { field: 'strata' });
}

/** Refuses days that are none of the calendar or lie ahead, a last day before its first, and a value that stands twice. */
function checkFilter(filter: DesignSampleFilter, now: string): void {
  const { on, openedFrom, openedTo, closedFrom, closedTo } = filter;
  for (const [field, day] of Object.entries({ on, openedFrom, openedTo, closedFrom, closedTo })) {
    if (day === undefined) continue;
    checkDate(day, `filter.${field}`);
    if (day > now) throw new Rejected('DATE_IN_FUTURE', { field: `filter.${field}` });
  }
  checkOrder(openedFrom, openedTo, 'filter.openedTo');
  checkOrder(closedFrom, closedTo, 'filter.closedTo');
  for (const field of ['districts', 'levels', 'agencies'] as const)
    checkDistinct(filter[field] ?? [], `filter.${field}`);
}

function filtering({ on, ...wanted }: DesignSampleFilter): DesignSampleFilter {
  const said = Object.entries(wanted).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return { on, ...present(Object.fromEntries(said)) };
}
