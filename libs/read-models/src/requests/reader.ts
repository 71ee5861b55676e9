import type { Page, PageRequest } from '../page.ts';
import type { RequestFilter, RequestRow } from './table.ts';

/** `position` is what the answer is as of, inclusive; without it the newest. */
export interface RequestsReader {
  list(filter: RequestFilter, position: number, page?: PageRequest): Page<RequestRow>;
  request(request: string, position?: number): RequestRow | undefined;
  byReference(reference: string): string | undefined;
  /** Requests that came in under the sender's own reference. */
  bySenderReference(reference: string): string[];
}
