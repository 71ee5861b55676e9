import { appends } from './appends.ts';
import { decisions } from './decisions.ts';
import type { Figure } from './figure.ts';
import { followers } from './follower.ts';
import { imports } from './imports.ts';
import { onGrownLog } from './on-grown-log.ts';
import { onTierS } from './on-tier-s.ts';
import { names, tenthOf, type Name, type Order } from './order.ts';

const BY_THEMSELVES: readonly Name[] = ['decisions', 'appends', 'follower', 'import'];

/** Measures what is wanted, one after another. */
export async function measure(order: Order): Promise<Figure[]> {
  if (order.tierS !== undefined) return onTierS(order, order.tierS);
  const { wanted, folder, doing } = order;
  const figures: Figure[] = [];
  if (wanted.has('decisions')) {
    doing('decisions');
    figures.push(...(await decisions()));
  }
  if (wanted.has('appends')) {
    doing('appends');
    figures.push(...(await appends(folder)));
  }
  if (wanted.has('follower')) {
    doing('follower');
    figures.push(...(await followers(folder, tenthOf(order.events))));
  }
  if (names.some((name) => wanted.has(name) && !BY_THEMSELVES.includes(name)))
    figures.push(...(await onGrownLog(order)));
  if (wanted.has('import')) {
    doing('import');
    figures.push(...(await imports(folder, tenthOf(order.events))));
  }
  return figures;
}
