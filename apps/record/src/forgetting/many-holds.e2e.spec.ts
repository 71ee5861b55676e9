import { expect, it } from '@jest/globals';
import { helpEnded } from '../testing/forgotten-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

const DUE = `query { retentionDue(on: "2043-05-05", purpose: OPERATIONS) { nodes { person holds } } }`;

it('whose records are due says every hold that keeps them, however many others stand', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const { child, mother } = await helpEnded(served);
  const place = (person: Receipt): Promise<Receipt> => {
    const why = { everything: false, reason: 'COMPLAINT', explanation: 'The ombudsman asked for it.' };
    return served.order('manager', 'placeLegalHold', { persons: [person.id], ...why });
  };
  for (let count = 0; count < 100; count++) await place(mother);
  const last = await place(child);
  await served.record.projector.reached(await served.record.store.head());
  const { nodes } = await served.read<{ nodes: object[] }>('privacy-officer', DUE);
  expect(nodes).toContainEqual({ person: child.id, holds: [last.id] });
}, 30_000);
