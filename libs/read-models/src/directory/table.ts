export interface OrganisationRow {
  readonly organisation: string;
  readonly name: string;
  readonly agencyType: string;
  readonly endedOn: string | null;
}

export interface WorkerRow {
  readonly worker: string;
  /** general; null once erased */
  readonly name: string | null;
  /** The account the worker signs in with. */
  readonly user: string | null;
  readonly agency: string;
  readonly role: string;
  readonly activeFrom: string;
  readonly activeTo: string | null;
}
