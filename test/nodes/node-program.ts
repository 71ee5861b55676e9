// A node of a record in a process of its own: takes orders, and tells how it stands.
import { Rejected } from '#libs/contracts';
import { isSimulated, openRecord, readSettings, type FamilyRecord } from '#libs/service';
import type { Answered, Asked, Standing } from '../support/killed-cluster.ts';

const BORN = '2026-03-10T12:00:00.000Z';
const PATIENCE_MS = 60_000;

function say(answer: Answered): void {
  process.send?.(answer);
}

async function answer(asked: Asked, record: FamilyRecord): Promise<unknown> {
  switch (asked.ask) {
    case 'send':
      return record.door.send(asked.order);
    case 'pass':
      if (isSimulated(record.clock)) record.clock.runFrom(asked.until);
      return record.erasures.look();
    case 'erasing':
      return record.store.streams('erasure-');
    case 'standing':
      return standing(asked.head, record);
    case 'close':
      return record.close();
  }
}

/** Once everything up to the position is projected and signed. */
async function standing(head: number, record: FamilyRecord): Promise<Standing> {
  const { store, accessStore, projector, ledgers, origin } = record;
  await projector.reached(head, PATIENCE_MS);
  await projector.accessReached(await accessStore.head(), PATIENCE_MS);
  await ledgers.signed(origin, head);
  const proof = await ledgers.prove(origin, { of: 'INCLUSION', position: 0, size: head + 1 });
  const root = Buffer.from(proof?.root ?? []).toString('base64');
  return { head: await store.head(), size: proof?.size ?? 0, root };
}

function reasonOf(error: unknown): string {
  return error instanceof Rejected ? error.code : String(error);
}

try {
  const record = await openRecord(readSettings(process.env), { bornAt: BORN });
  process.on('message', (asked: Asked & { readonly id: number }) => {
    answer(asked, record).then(
      (value) => say({ id: asked.id, value: value ?? null }),
      (error: unknown) => say({ id: asked.id, refused: reasonOf(error) }),
    );
  });
  say({ id: 0, value: record.nodes.own });
} catch (error) {
  say({ id: 0, refused: reasonOf(error) });
}
process.on('disconnect', () => process.exit());
