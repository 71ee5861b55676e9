import { streamSubject, type OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import type { Says } from '../sharing/table.ts';
import { aboutRecords } from './records.ts';
import { tell, type Telling, type Told } from './told.ts';

/** What one person said last about agreement for another or themselves. Null: not recorded, or erased. */
export interface AgreementVoice {
  readonly person: string;
  readonly by: string;
  readonly family: string;
  readonly says: Says;
  readonly agencies: readonly string[];
  /** When they said so. */
  readonly on: OccurredAt;
  readonly takenBy: string;
  readonly reviewedOn: OccurredAt | null;
  /** general */
  readonly capacity: string | null;
  /** general */
  readonly method: string | null;
  /** general */
  readonly explained: string | null;
  /** general */
  readonly reason: string | null;
}

export interface CompetenceAsOf {
  readonly competent: boolean;
  readonly assessedBy: string;
  readonly on: OccurredAt;
  /** special; null once erased */
  readonly rationale: string | null;
}

export interface AgreementsAsOf {
  /** The person's records, the survivor's first. */
  readonly records: readonly string[];
  readonly voices: readonly AgreementVoice[];
  /** How the person's competence was last assessed. */
  readonly competence: CompetenceAsOf | null;
}

interface Heard {
  readonly records: readonly string[];
  readonly voices: Map<string, AgreementVoice>;
  competence: CompetenceAsOf | null;
}

type Spoken = Told<'AgreementGiven' | 'AgreementScopeChanged' | 'AgreementRefused' | 'AgreementWithdrawn'>;

const telling: Telling<Heard> = {
  AgreementGiven: (heard, event) =>
    said(heard, event, 'AGREES', {
      ...orNull(event.data, 'capacity', 'method', 'explained'),
      agencies: event.data.agencies ?? [],
      reviewedOn: null,
    }),
  AgreementScopeChanged: (heard, event) =>
    said(heard, event, 'AGREES', { agencies: event.data.agencies ?? [] }),
  AgreementRefused: (heard, event) => said(heard, event, 'REFUSES', orNull(event.data, 'capacity', 'reason')),
  AgreementWithdrawn: (heard, event) =>
    said(heard, event, 'WITHDREW', { agencies: [], reason: event.data.reason ?? null }),
  AgreementReviewed: (heard, event) => {
    const voice = isAbout(heard, event) ? heard.voices.get(keyOf(event)) : undefined;
    if (voice !== undefined) heard.voices.set(keyOf(event), { ...voice, reviewedOn: event.occurredAt });
  },
  CompetenceAssessed: (heard, event) => {
    const { competent, assessedBy, rationale = null } = event.data;
    if (isAbout(heard, event)) heard.competence = { competent, assessedBy, on: event.occurredAt, rationale };
  },
};

/** Who agreed to what for a person by then, as of both axes, under whichever of the person's records. */
export function agreementsAsOf(tables: Tables, person: string, at: AsOfPoint): AgreementsAsOf {
  const records = recordsOf(tables, person, at.position);
  const heard: Heard = { records, voices: new Map(), competence: null };
  const { voices, competence } = tell(tables, { scope: aboutRecords(records, at), at, telling }, heard);
  return { records, voices: [...voices.values()], competence };
}

function said(heard: Heard, event: Spoken, says: Says, changes: Partial<AgreementVoice>): void {
  if (!isAbout(heard, event)) return;
  const { by, family, takenBy } = event.data;
  const before = heard.voices.get(keyOf(event)) ?? NOTHING;
  const now = { person: streamSubject(event.stream), by, family, says, takenBy, on: event.occurredAt };
  heard.voices.set(keyOf(event), { ...before, ...now, ...changes });
}

const NOTHING = {
  agencies: [],
  reviewedOn: null,
  capacity: null,
  method: null,
  explained: null,
  reason: null,
};

/** Whoever agreed for another is named in that agreement, and it is not about them. */
function isAbout({ records }: Heard, { stream }: { readonly stream: string }): boolean {
  return records.includes(streamSubject(stream));
}

function keyOf({
  stream,
  data,
}: {
  readonly stream: string;
  readonly data: { readonly by: string };
}): string {
  return `${stream} ${data.by}`;
}
