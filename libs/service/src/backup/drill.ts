import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, replaceFile } from '../ledger/durable-file.ts';
import type { Settings } from '../settings/settings.ts';
import { restore, type Restored, type RestoreOrder } from './restore.ts';

export interface DrillOrder extends Omit<RestoreOrder, 'to' | 'verify'> {
  /** Where the folder is made that is removed afterwards; unless said, among the machine's temporary ones. */
  readonly within?: string | undefined;
}

const drilled = z.object({ at: z.iso.datetime(), ok: z.boolean(), events: z.number(), seconds: z.number() });

/** How the last drill of a backup ended, and when, by the machine's clock. */
export type Drilled = z.infer<typeof drilled>;

/** Puts a backup back whole, verifies all of it as it stands on the disk, and removes it again. The backup keeps how it ended. */
export async function drill(
  settings: Settings,
  { within = tmpdir(), ...order }: DrillOrder,
): Promise<Restored> {
  mkdirSync(within, { recursive: true });
  const scratch = mkdtempSync(join(within, 'fhr-drill-'));
  try {
    const restored = await restore(settings, { ...order, to: join(scratch, 'record'), verify: true });
    note(order.from, restored);
    return restored;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The last drill that a backup keeps; undefined where there was none. */
export function lastDrill(backup: string): Drilled | undefined {
  try {
    return drilled.safeParse(JSON.parse(readIfThere(fileIn(backup)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** A backup that may only be read is drilled as well. */
function note(backup: string, { ok, events, seconds }: Restored): void {
  try {
    replaceFile(fileIn(backup), `${JSON.stringify({ at: new Date().toISOString(), ok, events, seconds })}\n`);
  } catch {
    // Whoever looks after it is told by the answer.
  }
}

function fileIn(backup: string): string {
  return join(backup, 'drill.json');
}
