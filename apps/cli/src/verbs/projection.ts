import { refusalOf } from '../graphql.ts';
import { answer } from '../output.ts';
import { withService, type Service } from '../service.ts';

interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly lag: number;
  readonly parked: number;
}

/** Prints every read model: its version, how far it has come, and what it could not take in. */
export async function status(json: boolean): Promise<void> {
  show(json, await withService((service) => operate(service, 'GET', '/operator/projections')));
}

/** Builds one read model, or all, beside the live ones, switches, and prints how they stand. */
export async function rebuild(name: string | undefined, json: boolean): Promise<void> {
  const path = `/operator/projections/rebuild${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`;
  show(json, await withService((service) => operate(service, 'POST', path)));
}

async function operate(service: Service, method: string, path: string): Promise<readonly ProjectionStatus[]> {
  const response = await fetch(new URL(path, service.address), {
    method,
    headers: { authorization: `Bearer ${service.operatorToken}` },
  });
  if (!response.ok) throw refusalOf((await response.json()) as { code?: string });
  return (await response.json()) as readonly ProjectionStatus[];
}

function show(json: boolean, statuses: readonly ProjectionStatus[]): void {
  answer(json, statuses, () =>
    statuses
      .map(
        (each) =>
          `${each.name}.v${each.version}: at ${each.position}, ${each.lag} behind, ${each.parked} parked`,
      )
      .join('\n'),
  );
}
