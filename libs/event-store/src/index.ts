export { checkDocument } from './document.ts';
export { StoreError } from './errors.ts';
export type { StoreErrorDetails, StoreErrorKind } from './errors.ts';
export { MAX_APPEND_BYTES, MAX_APPEND_EVENTS, MAX_EVENT_BYTES, PAGE_SIZE } from './limits.ts';
export type * from './port.ts';
export { Journal, openJournal } from './sqlite/journal.ts';
export type { PageOptions } from './sqlite/journal.ts';
export { openSqliteStore } from './sqlite/open-store.ts';
export type { SqliteStoreOptions } from './sqlite/open-store.ts';
