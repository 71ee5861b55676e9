import type { TrainingRecorded } from '#libs/contracts';

interface Registered {
  readonly user?: string;
  readonly agency: string;
  readonly role: string;
  readonly activeFrom: string;
  readonly training: readonly Readonly<TrainingRecorded>[];
  /** Persons whom the worker knows outside work. */
  readonly connections: ReadonlySet<string>;
  /** The worker reads and orders nothing, until reinstated. */
  readonly suspended: boolean;
}

export type WorkerState =
  | { readonly status: 'NONE' }
  | (Registered & { readonly status: 'ACTIVE' })
  | (Registered & { readonly status: 'ENDED'; readonly activeTo: string });
