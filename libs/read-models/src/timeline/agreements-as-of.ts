import { streamSubject, type OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { recordsOf } from '../links.ts';
import { orNull } from '../or-null.ts';
import type { Tables } from '../projection.ts';
import type { Says } from '../sharing/table.ts';
import { aboutRecords } from './records.ts';
import { tell, type Heard, type Telling, type ToldEvent } from './told.ts';

/** What one person said last about agreement for another or themselves. Null: not recorded, or erased. */
export interface AgreementVoice {
  readonly person: string;
  readonly by: string;
  readonly family: string;
  readonly says: Says;
  /** The parental responsibility of whoever agreed ended since: they are asked again. */
  readonly lapsed: boolean;
  readonly agencies: readonly string[];
  /** When they said so. */
  readonly on: OccurredAt;
  readonly takenBy: string;
  readonly reviewedOn: OccurredAt | null;
  /** general */
  readonly capacity: string | null;
  /** general */
  readonly method: string | null;
  /** special */
  readonly explained: string | null;
  /** special */
  readonly reason: string | null;
  /** special: what they said when they were last asked again. */
  readonly note: string | null;
}

/** Null: erased. */
export interface CompetenceAsOf {
  /** special */
  readonly matter: string | null;
  /** special */
  readonly competent: boolean | null;
  readonly assessedBy: string;
  readonly on: OccurredAt;
  /** special */
  readonly rationale: string | null;
}

export interface AgreementsAsOf {
  /** The person's records, the survivor's first. */
  readonly records: readonly string[];
  /** In the order in which they were said. */
  readonly voices: readonly AgreementVoice[];
  /** How the person's competence was assessed, for each matter last. */
  readonly competence: readonly CompetenceAsOf[];
}

interface Voices {
  readonly records: readonly string[];
  readonly voices: Map<string, AgreementVoice>;
  /** By the voice what was said last; by the holder that their parental responsibility ended. */
  readonly last: Map<string, Heard>;
  readonly ended: Map<string, Heard>;
  /** By the matter; of what was erased by the event. */
  readonly competence: Map<string, CompetenceAsOf>;
}

type Spoken = ToldEvent<
  'AgreementGiven' | 'AgreementScopeChanged' | 'AgreementRefused' | 'AgreementWithdrawn' | 'AgreementReviewed'
>;

const telling: Telling<Voices> = {
  AgreementGiven: (heard, event) =>
    agreed(heard, event, {
      agencies: event.data.agencies ?? [],
      ...{ reason: null, note: null, reviewedOn: null },
    }),
  AgreementScopeChanged: (heard, event) =>
    agreed(heard, event, { agencies: event.data.agencies ?? [], ...orNull(event.data, 'reason') }),
  AgreementRefused: (heard, event) =>
    said(heard, event, 'REFUSES', { agencies: [], ...orNull(event.data, 'reason') }),
  AgreementWithdrawn: (heard, event) =>
    said(heard, event, 'WITHDREW', { agencies: [], ...orNull(event.data, 'reason') }),
  AgreementReviewed: (heard, event) => {
    const voice = isAbout(heard, event) ? heard.voices.get(keyOf(event)) : undefined;
    if (voice === undefined) return;
    const reviewed = { reviewedOn: event.occurredAt, ...howOf(event), ...orNull(event.data, 'note') };
    heard.voices.set(keyOf(event), { ...voice, ...reviewed });
  },
  ParentalResponsibilityEnded: (heard, event) => {
    if (!isAbout(heard, event)) return;
    heard.ended.set(event.data.holder, event);
    for (const [key, voice] of heard.voices)
      if (voice.by === event.data.holder)
        heard.voices.set(key, { ...voice, lapsed: voice.says === 'AGREES' });
  },
  CompetenceAssessed: (heard, event) => {
    if (!isAbout(heard, event)) return;
    const { data, occurredAt: on } = event;
    const assessed = { ...orNull(data, 'matter', 'competent', 'rationale'), assessedBy: data.assessedBy, on };
    heard.competence.set(data.matter ?? `erased ${event.position}`, assessed);
  },
};

/** Who agreed to what for a person by then, as of both axes, under whichever of the person's records. */
export function agreementsAsOf(tables: Tables, person: string, at: AsOfPoint): AgreementsAsOf {
  const records = recordsOf(tables, person, at.position);
  const heard: Voices = {
    records,
    voices: new Map(),
    last: new Map(),
    ended: new Map(),
    competence: new Map(),
  };
  const { voices, competence } = tell(tables, { scope: aboutRecords(records, at), at, telling }, heard);
  return { records, voices: [...voices.values()], competence: [...competence.values()] };
}

/** In which capacity it was said, how, and what was explained before. */
function howOf({ data }: Spoken) {
  return orNull(data, 'capacity', 'method', 'explained');
}

/** What is told late, of a day before what was said last, brings back nothing. */
function agreed(
  heard: Voices,
  event: ToldEvent<'AgreementGiven' | 'AgreementScopeChanged'>,
  changes: Partial<AgreementVoice>,
): void {
  const last = heard.last.get(keyOf(event));
  if (last === undefined || !event.isOfEarlierDay(last)) said(heard, event, 'AGREES', changes);
}

function said(heard: Voices, event: Spoken, says: Says, changes: Partial<AgreementVoice>): void {
  if (!isAbout(heard, event)) return;
  const { by, family, takenBy } = event.data;
  const before = heard.voices.get(keyOf(event)) ?? NOTHING;
  const ended = heard.ended.get(by);
  const now = {
    person: streamSubject(event.stream),
    by,
    family,
    says,
    lapsed: says === 'AGREES' && ended !== undefined && event.isOfEarlierDay(ended),
    takenBy,
    on: event.occurredAt,
  };
  heard.voices.delete(keyOf(event));
  heard.voices.set(keyOf(event), { ...before, ...now, ...howOf(event), ...changes });
  heard.last.set(keyOf(event), event);
}

const NOTHING = {
  agencies: [],
  reviewedOn: null,
  capacity: null,
  method: null,
  explained: null,
  reason: null,
  note: null,
};

/** Whoever agreed for another is named in that agreement, and it is not about them. */
function isAbout({ records }: Voices, { stream }: { readonly stream: string }): boolean {
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
