import { channel } from 'node:diagnostics_channel';

/** A page of a log that read models took in. */
export interface Projected {
  readonly events: number;
  /** Of how many models, the live ones or those being built. */
  readonly models: number;
  /** When it was begun, milliseconds since 1970. */
  readonly begunAt: number;
  readonly milliseconds: number;
}

export const projected = channel('family-help:projected');
