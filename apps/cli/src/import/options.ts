import type { ActingAs } from '../graphql.ts';

export interface ImportOptions extends ActingAs {
  readonly dryRun?: boolean;
  readonly acceptValid?: boolean;
}
