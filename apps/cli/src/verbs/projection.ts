import type { ProjectionStatus } from '#libs/read-models';
import { refusalOf, type GraphQLAnswer } from '../graphql.ts';
import { answer } from '../output.ts';
import { withService, type Service } from '../service.ts';

/** Prints every read model: its version, how far it has come, and what it could not take in. */
export async function status(json: boolean): Promise<void> {
  show(json, await withService((service) => operate(service, 'GET', '/operator/projections')));
}

/** Builds one read model, or all, beside the live ones, switches, and prints how they stand. */
export async function rebuild(name: string | undefined, json: boolean): Promise<void> {
  await task('rebuild', name, json);
}

/** Tries parked events again, of one read model or all, and prints how they stand; exit 1 where some stay parked. */
export async function retry(name: string | undefined, json: boolean): Promise<void> {
  const statuses = await task('retry', name, json);
  if (statuses.some(({ parked }) => parked > 0)) process.exitCode = 1;
}

async function task(
  verb: 'rebuild' | 'retry',
  name: string | undefined,
  json: boolean,
): Promise<readonly ProjectionStatus[]> {
  const path = `/operator/projections/${verb}${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`;
  const statuses = await withService((service) => operate(service, 'POST', path));
  show(json, statuses);
  return statuses;
}

async function operate(service: Service, method: string, path: string): Promise<readonly ProjectionStatus[]> {
  const response = await fetch(new URL(path, service.address), {
    method,
    headers: { authorization: `Bearer ${service.operatorToken}` },
  });
  if (!response.ok) {
    const { errors } = (await response.json()) as GraphQLAnswer;
    throw refusalOf(errors?.[0]?.extensions);
  }
  return (await response.json()) as readonly ProjectionStatus[];
}

function show(json: boolean, statuses: readonly ProjectionStatus[]): void {
  answer(json, statuses, () => statuses.flatMap(linesOf).join('\n'));
}

function linesOf(each: ProjectionStatus): string[] {
  const { name, version, position, lag, parked, unknown, failure } = each;
  const stands = [`at ${position}`, `${lag} behind`, `${parked} parked`];
  if (unknown > 0) stands.push(`${unknown} not known to this version`);
  if (each.built !== undefined) stands.push(progressOf(each));
  if (failure !== undefined) stands.push(`cannot be written: ${failure}`);
  return [
    `${name}.v${version}: ${stands.join(', ')}`,
    ...each.parkedEvents.map(({ position: at, type, error }) => `  parked: ${at} ${type} (${error})`),
  ];
}

function progressOf({ built = -1, head, secondsLeft }: ProjectionStatus): string {
  const left = secondsLeft === undefined ? '' : `, about ${secondsLeft} s left`;
  return `being built: ${built} of ${head}${left}`;
}
