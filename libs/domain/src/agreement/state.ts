import type { Clear, Opened, RefusalCode } from '#libs/contracts';
import type { AgreementFact, Past } from '../aggregate.ts';

/** What one person said for the stream's person, last. */
export interface Voice {
  readonly says: 'AGREES' | 'REFUSES' | 'WITHDREW';
  /** Agencies that may be told; of those who agree. */
  readonly agencies: readonly string[];
}

export interface AgreementState {
  /** Person -> what that person said. */
  readonly voices: ReadonlyMap<string, Voice>;
}

export function evolve(state: AgreementState, event: Past<Clear.AgreementEvent>): AgreementState {
  switch (event.type) {
    case 'AgreementGiven':
    case 'AgreementScopeChanged':
      return heard(state, event.data.by, { says: 'AGREES', agencies: event.data.agencies ?? [] });
    case 'AgreementRefused':
      return heard(state, event.data.by, { says: 'REFUSES', agencies: [] });
    case 'AgreementWithdrawn':
      return heard(state, event.data.by, { says: 'WITHDREW', agencies: [] });
    case 'CompetenceAssessed':
    case 'AgreementReviewed':
      return state;
  }
}

function heard(state: AgreementState, by: string, voice: Voice): AgreementState {
  return { ...state, voices: new Map(state.voices).set(by, voice) };
}

/** WIDENS_AGREEMENT where by somebody's word, as amended, an agency may be told that it did not name before. */
export function forbids(before: AgreementState, after: AgreementState): RefusalCode | undefined {
  const isWider = [...after.voices].some(([by, { agencies }]) => {
    const named = before.voices.get(by)?.agencies ?? [];
    return agencies.some((agency) => !named.includes(agency));
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
 * (Children Act 1989, section 2(7)), and another's refusal stays on record.
 */
export function agreementFact(
  person: string,
  events: readonly Past<Clear.AgreementEvent>[],
): AgreementFact | undefined {
  if (events.length === 0) return undefined;
  const { voices } = events.reduce(evolve, { voices: new Map() });
  return agreementStanding(
    [person],
    [...voices].map(([by, voice]) => ({ by, ...voice })),
  );
}

/** The same by what each who was asked said last; `records` are all that are the person's. */
export function agreementStanding(
  records: readonly string[],
  voices: readonly (Voice & { readonly by: string })[],
): AgreementFact | undefined {
  const own = voices.filter(({ by }) => records.includes(by));
  const deciding = own.length > 0 ? own : voices;
  if (deciding.length === 0) return undefined;
  const agreeing = deciding.filter(({ says }) => says === 'AGREES');
  return {
    isLive: agreeing.length > 0,
    agencies: [...new Set(agreeing.flatMap(({ agencies }) => agencies))],
  };
}
