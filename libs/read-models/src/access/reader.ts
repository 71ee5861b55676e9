import type { Page, PageRequest } from '../page.ts';
import type { ViewingRow } from './table.ts';

export interface ViewingPeriod {
  /** Instants, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AccessReader {
  /** Who saw a person, family or request, newest first. */
  whoSaw(personFamilyOrRequest: string, period?: ViewingPeriod, page?: PageRequest): Page<ViewingRow>;
}
