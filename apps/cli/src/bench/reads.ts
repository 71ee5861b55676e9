import { decide, personas, strangers } from '#libs/access';
import { maskEntry, type MaskedEntry } from '#libs/read-models';
import type { DataClass } from '#libs/contracts';
import type { Answered } from '#libs/service';
import { rate, type Figure } from './figure.ts';
import type { GrownLog } from './grown-log.ts';
import { aPage, asOf, oneOf, wholeBetween } from './timeline.ts';
import { timed } from './timed.ts';
import { Turns } from './turns.ts';

const IN_FLIGHT = 64;
const TURNS = 7;
const SECONDS = 0.8;
const READ = 'familyTimeline';
const principal = personas.auditor;
const purpose = 'AUDIT';

/** The same page of a timeline, decided on and masked: through the read door, and without leaving a record of it. */
export async function reads(log: GrownLog): Promise<Figure[]> {
  const bounds = { inFlight: IN_FLIGHT, seconds: SECONDS };
  const turns = await Turns.taken(
    TURNS,
    () => timed(async () => readUnrecorded(log), bounds),
    () => timed(() => readRecorded(log), bounds),
  );
  const alone = await timed(() => readRecorded(log));
  return [
    rate(`timeline read unrecorded, ${IN_FLIGHT} in flight`, turns.best.without),
    rate('timeline read with its record, 1 in flight', alone),
    rate(`timeline read with its record, ${IN_FLIGHT} in flight`, turns.best.together, {
      ratio: { value: turns.ratio, to: 'as long as unrecorded' },
    }),
  ];
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
