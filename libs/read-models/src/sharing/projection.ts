import { streamSubject } from '#libs/contracts';
import { codesJudgedOn, earliestDay, latestDay } from '#libs/reference';
import type { Fact, FactOf } from '../fact.ts';
import { FOREVER, SPAN, type Projection, type Tables } from '../projection.ts';
import { Spans, WITHIN_STREAM } from '../spans.ts';
import {
  disclosureTable,
  glassTable,
  sharingIndexes,
  sharingTables,
  voiceTable,
  type DisclosureSpan,
  type DisclosureState,
  type GlassSpan,
  type Says,
  type VoiceSpan,
} from './table.ts';

const voices = new Spans<VoiceSpan>(voiceTable);
const disclosures = new Spans<DisclosureSpan>(disclosureTable);
const glassUses = new Spans<GlassSpan>(glassTable);

/**
 * Who agrees to what, what was shared with whom, and who broke the glass: by it partners stand to records, and disclosures
 * and uses in an emergency are listed.
 */
export const sharing: Projection = {
  name: 'sharing',
  version: 6,
  tables: sharingTables,
  indexes: sharingIndexes,
  retold: [
    {
      category: 'agreement',
      tables: [
        { table: 'voices', where: 'stream = ?', spans: SPAN },
        { table: 'voices_since', where: WITHIN_STREAM },
      ],
    },
    {
      category: 'person',
      tables: [{ table: 'lapses', where: 'person = ?', spans: { from: 'since', until: 'until' } }],
    },
    { category: 'disclosure', tables: disclosures.retold },
  ],
  on: {
    AgreementGiven: agree,
    AgreementScopeChanged: agree,
    AgreementRefused: (fact, tables) => hear(fact, tables, 'REFUSES'),
    AgreementWithdrawn: (fact, tables) => hear(fact, tables, 'WITHDREW'),

    ParentalResponsibilityEnded: (fact, tables) => {
      const { stream, position, data } = fact;
      tables.run(
        'INSERT INTO lapses (person, holder, position, since, until, ended_on) VALUES (?, ?, ?, ?, ?, ?)',
        ...[streamSubject(stream), data.holder, position, position, FOREVER, earliestDay(dayOf(fact))],
      );
    },

    DisclosureRequested: (fact, tables) => begin(fact, tables, 'REQUESTED'),
    DisclosureDecided: (fact, tables) => {
      const state = stateAfter(fact.data.decision);
      if (isKnown(fact.stream, tables)) change(fact, tables, { state });
      else begin(fact, tables, state);
    },
    DisclosureOverridden: (fact, tables) =>
      change(fact, tables, { state: stateAfter(fact.data.decision), overridden: 1 }),
    InformationDisclosed: (fact, tables) => change(fact, tables, { state: 'DISCLOSED' }),
    RecipientAcknowledged: (fact, tables) => change(fact, tables, { acknowledged: 1 }),
    DisclosureErrorNotified: (fact, tables) => change(fact, tables, { in_error: 1 }),

    BreakGlassUsed: ({ stream, position, stored, data: { use, family, until } }, tables) =>
      glassUses.begin(tables, {
        ...{ since: position, use, worker: streamSubject(stream), family },
        ...{ used_at: stored.recordedAt, open_until: until, outcome: null, reviewed_by: null },
      }),
    BreakGlassReviewed: ({ position, data: { use, outcome, reviewedBy } }, tables) =>
      glassUses.change(tables, position, use, () => ({ outcome, reviewed_by: reviewedBy })),
  },
};

type Spoken = FactOf<'AgreementGiven' | 'AgreementScopeChanged' | 'AgreementRefused' | 'AgreementWithdrawn'>;

/** What is told late, of a day before what was said last, brings back nothing: whom it named is named no longer. */
function agree(fact: FactOf<'AgreementGiven' | 'AgreementScopeChanged'>, tables: Tables): void {
  const { stream, position, data } = fact;
  const { by, agencies = [] } = data;
  const voice = `${stream} ${by}`;
  const last = voices.last(tables, voice);
  if (last === undefined || latestDay(dayOf(fact)) >= last.said_on) {
    hear(fact, tables, 'AGREES', agencies);
    return;
  }
  const ever = [...listed(last.formerly), ...agencies];
  const formerly = JSON.stringify(without(ever, listed(last.agencies)));
  voices.change(tables, position, voice, () => ({ formerly }));
}

function hear(fact: Spoken, tables: Tables, says: Says, agencies: readonly string[] = []): void {
  const { stream, position, data } = fact;
  const { by } = data;
  const voice = `${stream} ${by}`;
  const last = voices.last(tables, voice);
  const ever = last === undefined ? [] : [...listed(last.formerly), ...listed(last.agencies)];
  const day = dayOf(fact);
  const said = {
    says,
    agencies: JSON.stringify(agencies),
    formerly: JSON.stringify(without(ever, agencies)),
    said: position,
    said_on: earliestDay(day),
    said_by: latestDay(day),
  };
  if (last !== undefined) voices.change(tables, position, voice, () => said);
  else voices.begin(tables, { since: position, voice, stream, person: streamSubject(stream), by, ...said });
}

function without(ever: readonly string[], agencies: readonly string[]): string[] {
  return [...new Set(ever)].filter((agency) => !agencies.includes(agency));
}

/** The day, or partial date, on which it was so. */
function dayOf({ occurredAt, stored }: Fact): string {
  return codesJudgedOn(occurredAt, stored.recordedAt);
}

function listed(json: string): string[] {
  return JSON.parse(json) as string[];
}

function begin(
  { stream, position, data }: FactOf<'DisclosureRequested' | 'DisclosureDecided'>,
  tables: Tables,
  state: DisclosureState,
): void {
  disclosures.begin(tables, {
    since: position,
    disclosure: stream,
    family: data.family,
    agency: data.recipientAgency ?? null,
    person: data.recipientPerson ?? null,
    state,
    overridden: 0,
    acknowledged: 0,
    in_error: 0,
  });
}

function change(
  { stream, position }: { readonly stream: string; readonly position: number },
  tables: Tables,
  changes: Partial<DisclosureSpan>,
): void {
  disclosures.change(tables, position, stream, () => changes);
}

function isKnown(disclosure: string, tables: Tables): boolean {
  return tables.one('SELECT 1 FROM disclosures_since WHERE id = ?', disclosure) !== undefined;
}

function stateAfter(decision: string): DisclosureState {
  return decision === 'DISCLOSE' ? 'TO_DISCLOSE' : 'WITHHELD';
}
