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

/** Read models that began not to be kept up: told once, until they are kept up again. PROJECTOR_ENDED is for good. */
export interface NotProjected {
  readonly code: 'PROJECTOR_FAILED' | 'PROJECTOR_ENDED';
}

export const notProjected = channel('family-help:projector-failure');
export const projected = channel('family-help:projected');
