export interface WorkerFact {
  /** The account the worker signs in with. */
  readonly user?: string;
  readonly agency: string;
  readonly role: string;
  readonly activeFrom: string;
  readonly activeTo?: string;
  /** The account is suspended: they read and order nothing. */
  readonly suspended?: true;
  /** Training code -> the day it was completed. */
  readonly training: Readonly<Record<string, string>>;
  /** Persons whom the worker knows outside work, where there are any. */
  readonly connections?: readonly string[];
}

export interface OrganisationFact {
  readonly agencyType: string;
  readonly endedOn?: string;
  /** Who took its work over. */
  readonly successor?: string;
}
