import type { Clear, Opened, RefusalCode } from '#libs/contracts';
import { isOfEarlierDay } from '#libs/reference';
import type { AgreementFact, Past } from '../aggregate.ts';
import type { When } from '../when.ts';

/** What one person said for the stream's person, last. */
export interface Voice {
  readonly says: 'AGREES' | 'REFUSES' | 'WITHDREW';
  /** Agencies that may be told; of those who agree. */
  readonly agencies: readonly string[];
  /** Agencies that were named before, and are no longer. */
  readonly formerly: readonly string[];
  /** The parental responsibility of whoever agreed ended since. */
  readonly lapsed?: boolean;
  readonly said: When;
}

export interface AgreementState {
  /** Person -> what that person said. */
  readonly voices: ReadonlyMap<string, Voice>;
  /** Holder -> when it was told that their parental responsibility ended. */
  readonly ended?: ReadonlyMap<string, When>;
}

export function evolve(state: AgreementState, event: Past<Clear.AgreementEvent>): AgreementState {
  switch (event.type) {
    case 'AgreementGiven':
    case 'AgreementScopeChanged':
      return agreed(state, event);
    case 'AgreementRefused':
      return heard(state, event, { says: 'REFUSES', agencies: [] });
    case 'AgreementWithdrawn':
      return heard(state, event, { says: 'WITHDREW', agencies: [] });
    case 'CompetenceAssessed':
    case 'AgreementReviewed':
      return state;
  }
}

type Said = Extract<
  Past<Clear.AgreementEvent>,
  { type: 'AgreementGiven' | 'AgreementScopeChanged' | 'AgreementRefused' | 'AgreementWithdrawn' }
>;

/**
 * What somebody agreed to on a day before what they said last brings back nothing, however late it is told: whom it named
 * is named no longer. What was refused or taken back counts from when it is told.
 */
function agreed(
  state: AgreementState,
  event: Extract<Said, { type: 'AgreementGiven' | 'AgreementScopeChanged' }>,
): AgreementState {
  const { by, agencies = [] } = event.data;
  const last = state.voices.get(by);
  if (last === undefined || !isOfEarlierDay(event, last.said))
    return heard(state, event, { says: 'AGREES', agencies });
  const formerly = noLongerNamed({ agencies, formerly: last.formerly }, last.agencies);
  return { ...state, voices: new Map(state.voices).set(by, { ...last, formerly }) };
}

function heard(
  state: AgreementState,
  event: Said,
  { says, agencies }: Pick<Voice, 'says' | 'agencies'>,
): AgreementState {
  const { occurredAt, recordedAt } = event;
  const { by } = event.data;
  const formerly = noLongerNamed(state.voices.get(by), agencies);
  const ended = state.ended?.get(by);
  const lapsed = says === 'AGREES' && ended !== undefined && isOfEarlierDay(event, ended);
  const voice = { says, agencies, formerly, said: { occurredAt, recordedAt }, ...(lapsed && { lapsed }) };
  return { ...state, voices: new Map(state.voices).set(by, voice) };
}

/** Of the agencies that somebody ever named, those whom they do not name now. */
function noLongerNamed(
  before: Pick<Voice, 'agencies' | 'formerly'> | undefined,
  agencies: readonly string[],
): string[] {
  const ever = new Set([...(before?.formerly ?? []), ...(before?.agencies ?? [])]);
  return [...ever].filter((agency) => !agencies.includes(agency));
}

/**
 * WIDENS_AGREEMENT where by somebody's word, as amended, an agency may be told that it did not name before, or where they
 * agree who had said no since.
 */
export function forbids(before: AgreementState, after: AgreementState): RefusalCode | undefined {
  const isWider = [...after.voices].some(([by, { says, agencies }]) => {
    const stood = before.voices.get(by);
    const isBack = says === 'AGREES' && stood !== undefined && stood.says !== 'AGREES';
    return isBack || agencies.some((agency) => stood?.agencies.includes(agency) !== true);
  });
  return isWider ? 'WIDENS_AGREEMENT' : undefined;
}

/** The matters for which a child was last found competent, as they stand; of what was erased nothing is known. */
export function competenceFact(assessments: readonly Opened.CompetenceAssessed[]): ReadonlySet<string> {
  const competent = new Set<string>();
  for (const { matter = '', competent: isCompetent = false } of assessments)
    if (isCompetent) competent.add(matter);
    else competent.delete(matter);
  return competent;
}

/**
 * How agreement about a person stands. The person's own word, once given, goes before anybody else's (16 and over, or
 * competent: the council's Families First process); of those with parental responsibility each may agree alone
 * (Children Act 1989, section 2(7)), and another's refusal stays on record. `events` are the agreement's and the ends of
 * parental responsibility for each record that is the person's, in the order of the log: whoever agreed and no longer holds it is asked
 * again, in whatever capacity they agreed, which is sealed.
 */
export function agreementFact(
  records: readonly string[],
  events: readonly Past<Clear.AgreementEvent | ResponsibilityEnded>[],
): AgreementFact | undefined {
  const { voices } = events.reduce<AgreementState>(
    (state, event) =>
      event.type === 'ParentalResponsibilityEnded' ? lapsed(state, event) : evolve(state, event),
    { voices: new Map() },
  );
  return agreementStanding(
    records,
    [...voices].map(([by, voice]) => ({ by, ...voice })),
  );
}

type ResponsibilityEnded = Extract<Clear.PersonEvent, { type: 'ParentalResponsibilityEnded' }>;

function lapsed(state: AgreementState, event: Past<ResponsibilityEnded>): AgreementState {
  const { occurredAt, recordedAt } = event;
  const { holder } = event.data;
  const ended = new Map(state.ended).set(holder, { occurredAt, recordedAt });
  const voice = state.voices.get(holder);
  if (voice?.says !== 'AGREES') return { ...state, ended };
  return { voices: new Map(state.voices).set(holder, { ...voice, lapsed: true }), ended };
}

/**
 * The same by what each who was asked said, in the order in which they said it: what was said under another record of the
 * person since stands in place of what was said before. `records` are all that are the person's.
 */
export function agreementStanding(
  records: readonly string[],
  voices: readonly (Pick<Voice, 'says' | 'agencies' | 'lapsed'> & { readonly by: string })[],
): AgreementFact | undefined {
  const deciding = lastWords(records, whoseWordCounts(records, voices));
  if (deciding.length === 0) return undefined;
  const agreeing = deciding.filter((voice) => voice.says === 'AGREES' && voice.lapsed !== true);
  return {
    isLive: agreeing.length > 0,
    agencies: [...new Set(agreeing.flatMap(({ agencies }) => agencies))],
  };
}

type Spoken = Omit<Voice, 'said'> & { readonly by: string };

/** Agencies that those whose word counts let be told before, and that none of them lets be told now. */
export function agenciesLeftOut(records: readonly string[], voices: readonly Spoken[]): string[] {
  const spoken = whoseWordCounts(records, voices);
  const named = new Set(
    lastWords(records, spoken).flatMap(({ agencies, lapsed }) => (lapsed === true ? [] : agencies)),
  );
  const ever = spoken.flatMap(({ formerly, agencies }) => [...formerly, ...agencies]);
  return [...new Set(ever)].filter((agency) => !named.has(agency));
}

function whoseWordCounts<S extends { readonly by: string }>(
  records: readonly string[],
  voices: readonly S[],
): readonly S[] {
  const own = voices.filter(({ by }) => records.includes(by));
  return own.length > 0 ? own : voices;
}

/** Of each who spoke what they said last, under whichever record; the person is one, whatever record is named. */
function lastWords<S extends { readonly by: string }>(
  records: readonly string[],
  voices: readonly S[],
): readonly S[] {
  const [own = ''] = records;
  return [...new Map(voices.map((voice) => [records.includes(voice.by) ? own : voice.by, voice])).values()];
}
