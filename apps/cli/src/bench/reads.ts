import { decide, personas, strangers } from '#libs/access';
import { maskEntry, type MaskedEntry } from '#libs/read-models';
import type { DataClass } from '#libs/contracts';
import type { Answered } from '#libs/service';
import { rate, type Figure } from './figure.ts';
import type { GrownLog } from './grown-log.ts';
import { aPage, asOf, oneOf, wholeBetween } from './timeline.ts';
import { timed, type Timed } from './timed.ts';

const IN_FLIGHT = 64;
const TURNS = 7;
const SECONDS = 0.8;
const READ = 'familyTimeline';
const principal = personas.auditor;
const purpose = 'AUDIT';

/**
 * The same page of a timeline, decided on and masked: through the read door, and without leaving a record of it. Both are
 * measured in turn, again and again, so that neither has the warmer process or the quieter machine: of each the best is
 * shown, and as their ratio the middle one of all turns.
 */
export async function reads(log: GrownLog): Promise<Figure[]> {
  const bounds = { inFlight: IN_FLIGHT, seconds: SECONDS };
  const without: Timed[] = [];
  const together: Timed[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    without.push(await timed(async () => readUnrecorded(log), bounds));
    together.push(await timed(() => readRecorded(log), bounds));
  }
  const [unrecorded, recorded] = [best(without), best(together)];
  const alone = await timed(() => readRecorded(log));
  return [
    rate(`timeline read unrecorded, ${IN_FLIGHT} in flight`, unrecorded),
    rate('timeline read with its record, 1 in flight', alone),
    rate(`timeline read with its record, ${IN_FLIGHT} in flight`, recorded, {
      ratio: { value: middle(ratios(without, together)), to: 'as long as unrecorded' },
      against: 'at most 1.3 times; more than 1,800/s, through GraphQL (this is without)',
    }),
  ];
}

/** How many times as long each of the second took as the one of its turn. */
function ratios(ones: readonly Timed[], others: readonly Timed[]): number[] {
  return ones.map(({ perSecond }, turn) => perSecond / (others[turn]?.perSecond ?? NaN));
}

function middle(all: readonly number[]): number {
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? NaN;
}

function best(all: readonly Timed[]): Timed {
  return all.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));
}

function readRecorded(log: GrownLog): Promise<unknown> {
  const { family, answer } = aReading(log);
  return log.record.reads.open({
    principal,
    purpose,
    read: READ,
    resource: { kind: 'family', record: family },
    door: 'GRAPHQL',
    documentHash: 'YmVuY2g',
    answer: async ({ classes }) => answer(classes),
  });
}

/** What the read door does but its record: relations, decision, answer. */
function readUnrecorded(log: GrownLog): unknown {
  const { family, answer } = aReading(log);
  const row = log.record.readers.families.family(family);
  const relations = { ...strangers, ownAgency: row?.agency === principal.agency };
  const decision = decide({ principal, purpose, action: 'read', resource: { ...relations, kind: 'family' } });
  if (decision.effect === 'FORBID') throw new Error(decision.code);
  return answer(decision.classes).value;
}

function aReading(log: GrownLog) {
  const { family, from } = oneOf(log.long);
  const at = asOf(log, wholeBetween(from, log.record.readers.position()));
  const answer = (granted: readonly DataClass[]): Answered<MaskedEntry[]> => {
    const classes = new Set(granted);
    const value = aPage(log, { family, at }).edges.map(({ node }) => maskEntry(node, classes));
    const persons = [...new Set(value.flatMap(({ subjects }) => subjects))];
    return {
      value,
      families: [family],
      persons,
      results: value.length,
      classes: granted,
      position: at.position,
    };
  };
  return { family, answer };
}
