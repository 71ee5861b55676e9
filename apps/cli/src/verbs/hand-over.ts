import { randomUUID } from 'node:crypto';
import { ask, dataOf, refusalOf, tokenOf, type ActingAs, type GraphQLAnswer } from '../graphql.ts';
import { answer } from '../output.ts';
import { withService, type Service } from '../service.ts';

export interface HandOverOptions extends ActingAs {
  readonly to: string;
  readonly reason: string;
  readonly agreementReviewed?: boolean;
}

interface Case {
  readonly family: string;
  readonly reference: string;
  readonly episode: string;
  readonly agency: string;
  readonly keyworker: string | null;
}

/** What became of one case: where it stands in the log, or why it was refused. */
interface HandedOver {
  readonly family: string;
  readonly episode: string;
  readonly position: number | null;
  readonly code: string | null;
  readonly because: string | null;
}

interface Page {
  readonly caseload: {
    readonly nodes: readonly Case[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const CASELOAD = `query ($worker: ID!, $after: Token) {
  caseload(worker: $worker, purpose: FAMILY_HELP, first: 100, after: $after) {
    nodes { family reference episode agency keyworker }
    pageInfo { hasNextPage endCursor }
  }
}`;
const HAND_OVER = `mutation ($input: HandOverKeyworkerInput!) { handOverKeyworker(input: $input) { position } }`;

/**
 * Hands every case of a keyworker over to another, one order an episode, and prints what each answered; ends with 1 where
 * one was refused. Sent again it goes on with those that are left.
 */
export async function handOver(worker: string, options: HandOverOptions, json: boolean): Promise<void> {
  const token = await tokenOf(options);
  const cases = await withService(async (service) => {
    const answered: HandedOver[] = [];
    for (const each of await casesOf(service, token, worker))
      answered.push(await handedOver(service, token, each, options));
    return answered;
  });
  answer(json, cases, () => told(cases));
  if (cases.some(({ code }) => code !== null)) process.exitCode = 1;
}

/** Those of which the worker is keyworker; what the worker covers stays with its own. */
async function casesOf(service: Service, token: string, worker: string): Promise<Case[]> {
  const cases: Case[] = [];
  for (let after: string | null = null; ;) {
    const { caseload }: Page = dataOf(await ask<Page>(service, token, CASELOAD, { worker, after }));
    cases.push(...caseload.nodes.filter(({ keyworker }) => keyworker === worker));
    if (!caseload.pageInfo.hasNextPage) return cases;
    after = caseload.pageInfo.endCursor;
  }
}

async function handedOver(
  service: Service,
  token: string,
  { family, reference, episode, agency }: Case,
  { to, reason, agreementReviewed = false }: HandOverOptions,
): Promise<HandedOver> {
  const input = { commandId: randomUUID(), family, episode, to, agency, agreementReviewed, reason };
  const given = await ask<Done>(service, token, HAND_OVER, { input });
  return { family: reference, episode, ...outcomeOf(given) };
}

interface Done {
  readonly handOverKeyworker: { readonly position: string };
}

function outcomeOf({
  data,
  errors = [],
}: GraphQLAnswer<Done>): Pick<HandedOver, 'position' | 'code' | 'because'> {
  const [error] = errors;
  if (error !== undefined || !data) {
    const { code, message } = refusalOf(error?.extensions);
    return { position: null, code, because: message };
  }
  return { position: Number(data.handOverKeyworker.position), code: null, because: null };
}

function told(cases: readonly HandedOver[]): string {
  if (cases.length === 0) return 'There is no open case to hand over.';
  return cases
    .map(({ family, position, code, because }) =>
      code === null
        ? `${family}  handed over [${position ?? '?'}]`
        : `${family}  stays: ${code}: ${because ?? ''}`,
    )
    .join('\n');
}
