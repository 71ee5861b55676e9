import { Rejected } from '#libs/contracts';
import { ask, dataOf, refusalOf, tokenOf, type ActingAs } from '../graphql.ts';
import { answer } from '../output.ts';
import { withService, type Service } from '../service.ts';

export interface RetryOptions extends ActingAs {
  readonly manager?: string;
}

interface ParkedStep {
  readonly manager: string;
  readonly step: string;
  readonly cause: string;
  readonly causeType: string | null;
  readonly position: string | null;
  readonly recordedAt: string | null;
  readonly code: string;
  readonly because: string;
  readonly mend: string;
}

const STEPS = 'steps { manager step cause causeType position recordedAt code because mend }';
const LIST = `query { parkedSteps(purpose: OPERATIONS) { ${STEPS} } }`;
const RETRY = `mutation ($input: RetryParkedStepInput!) { retryParkedStep(input: $input) { ${STEPS} } }`;

/** Prints the steps of the record's own work that wait for a person. */
export async function list(options: ActingAs, json: boolean): Promise<void> {
  const token = await tokenOf(options);
  show(json, await withService((service) => parked(service, token)));
}

/**
 * Does parked steps now, all or those of one cause or manager; prints what stays, and ends with 1 where some do. NOT_FOUND
 * where nothing is parked of the one that is named.
 */
export async function retry(cause: string | undefined, options: RetryOptions, json: boolean): Promise<void> {
  const token = await tokenOf(options);
  const left = await withService(async (service) => {
    const wanted = (await parked(service, token)).filter(
      (each) =>
        (cause === undefined || each.cause === cause) &&
        (options.manager === undefined || each.manager === options.manager),
    );
    const isNamed = cause !== undefined || options.manager !== undefined;
    if (isNamed && wanted.length === 0) throw new Rejected('NOT_FOUND');
    for (const each of wanted) await tried(service, token, each);
    return parked(service, token);
  });
  show(json, left);
  if (left.length > 0) process.exitCode = 1;
}

/** A step that is refused again stays parked, and the others are tried. */
async function tried(service: Service, token: string, { manager, step, cause }: ParkedStep): Promise<void> {
  const { errors } = await ask(service, token, RETRY, { input: { manager, step, cause } });
  const [error] = errors ?? [];
  if (error === undefined) return;
  const { code, message } = refusalOf(error.extensions);
  process.stderr.write(`${manager} ${step}: ${code}: ${message}\n`);
}

async function parked(service: Service, token: string): Promise<readonly ParkedStep[]> {
  const { parkedSteps } = dataOf(
    await ask<{ parkedSteps: { steps: readonly ParkedStep[] } }>(service, token, LIST),
  );
  return parkedSteps.steps;
}

function show(json: boolean, steps: readonly ParkedStep[]): void {
  answer(json, steps, () => (steps.length === 0 ? 'Nothing is parked.' : steps.map(lineOf).join('\n')));
}

function lineOf({ manager, step, cause, causeType, position, code, because, mend }: ParkedStep): string {
  return `${manager} ${step}: ${code} (${because} ${mend}) caused by ${causeType ?? '?'} at ${position ?? '?'}, ${cause}`;
}
