/** How a request stands by its own stream. */
export interface RequestFact {
  readonly status: 'CONTACT' | 'UNDECIDED' | 'AT_PANEL' | 'DECIDED' | 'WITHDRAWN';
  /** The revision by which it was last sent to a panel. */
  readonly sending?: number;
  readonly family?: string;
  /** The day, whole or partial, on which somebody first asked. */
  readonly receivedOn: string;
  /** Its stream's last. */
  readonly revision: number;
}

/** A request of a family that waits. */
export interface WaitingRequestFact {
  readonly request: string;
  /** Whether it is for children's services, who were not told yet. */
  readonly isConcern: boolean;
}

/** Somebody whom the forms of a request name under a subject. */
export interface OnForm {
  /** A child or a parent of a form, and not who referred, signed or called. */
  readonly isOfForm: boolean;
  /** The record that they are said to have; null where they are said to have none; absent where nobody said. */
  readonly person?: string | null;
}

export type PeopleOnForms = ReadonlyMap<string, OnForm>;
