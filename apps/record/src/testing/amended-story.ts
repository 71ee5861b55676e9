import { isSimulated } from '#libs/service';
import type { Receipt, Served } from './served.ts';
import { policeTellLate, type LateReport } from './story.ts';

export interface AmendedStory extends LateReport {
  readonly corrected: Receipt;
  readonly voided: Receipt;
  readonly renamed: Receipt;
}

/**
 * Help opens at L1 on 2 March; on the 10th the child is stepped up, on the 20th the police tell of the 3rd. On 23 March the
 * step is corrected from one to L2 to one to L3, on the 24th it is voided. On the 25th the child's name is put right.
 */
export async function amend(served: Served): Promise<AmendedStory> {
  const story = await policeTellLate(served, 'L1');
  const step = {
    stream: story.family.id,
    entry: await entryAt(served, story.stepped.position),
    reason: 'LATER_EVIDENCE',
  };
  standAt(served, '2026-03-23T09:00:00.000Z');
  const replaced = { steppedUp: { to: 'L3', indicators: ['L3.01'] } };
  const corrected = await served.order('manager', 'correctEntry', { ...step, replaced });
  standAt(served, '2026-03-24T09:00:00.000Z');
  const voided = await served.order('manager', 'voidEntry', step);
  standAt(served, '2026-03-25T09:00:00.000Z');
  const renamed = await served.order('coordinator', 'correctEntry', {
    stream: `person-${story.child.id}`,
    entry: await registrationOf(served, story.child.id),
    reason: 'TYPO',
    replaced: { personRegistered: { names: [{ use: 'LEGAL', given: 'Eva', family: 'Okafor' }] } },
  });
  return { ...story, corrected, voided, renamed };
}

async function entryAt(served: Served, id: string): Promise<string> {
  const query = 'query ($id: ID!) { event(id: $id, purpose: AUDIT) { id } }';
  return (await served.read<{ id: string }>('auditor', query, { id })).id;
}

async function registrationOf(served: Served, person: string): Promise<string> {
  const query = `query ($person: ID!) {
    whatWasKnown(person: $person, purpose: AUDIT) { nodes { id type } }
  }`;
  const { nodes } = await served.read<{ nodes: { id: string; type: string }[] }>('auditor', query, {
    person,
  });
  return nodes.find(({ type }) => type === 'PersonRegistered')?.id ?? '';
}

function standAt({ record }: Served, instant: string): void {
  if (isSimulated(record.clock)) record.clock.standAt(instant);
}
