import type { ComparedModel } from '#libs/read-models';
import { verifyModels, verifyRecord, verifySome, type Verified, type VerifiedRecord } from '#libs/service';
import { EXIT, UsageError } from '../exit.ts';
import { ask, dataOf, tokenOf, type ActingAs } from '../graphql.ts';
import { answer } from '../output.ts';
import { ownSettings } from '../own-settings.ts';
import { withService, type Service } from '../service.ts';
import { verifiedInWords } from '../verified.ts';

export interface VerifyOptions extends ActingAs {
  readonly all?: boolean;
  readonly readModels?: boolean;
}

/** With the access log, where all was verified, and with the read models, where they were compared. */
type Told = Verified &
  Partial<Pick<VerifiedRecord, 'access'>> & { readonly readModels?: readonly ComparedModel[] };

/** Proves from the stored bytes that nothing was changed; exit 1 where something was. */
export async function verify(
  family: string | undefined,
  options: VerifyOptions,
  json: boolean,
): Promise<void> {
  if (family !== undefined && options.all === true) throw new UsageError('name one family, or say --all');
  const found = family === undefined ? await verifyAll() : await verifyFamily(family, options);
  const verified = options.readModels === true ? withModels(found, await comparedModels()) : found;
  process.exitCode = verified.ok ? EXIT.ok : EXIT.checkFailed;
  answer(json, verified, () => verifiedInWords(verified));
}

/** A service that runs, or is started for this, has them at the log's end first. */
async function comparedModels(): Promise<ComparedModel[]> {
  await withService(() => Promise.resolve());
  return verifyModels(ownSettings());
}

function withModels(verified: Verified, readModels: readonly ComparedModel[]): Told {
  const findings = readModels.flatMap(({ name, position, differing }) => [
    ...(position === null
      ? [`The read model ${name} could not be compared: it is not there, or moves.`]
      : []),
    ...differing.map(({ table, rows }) => `The read model ${name} has ${rows} other rows in ${table}.`),
  ]);
  return {
    ...verified,
    ok: verified.ok && findings.length === 0,
    findings: [...verified.findings, ...findings],
    readModels,
  };
}

async function verifyAll(): Promise<VerifiedRecord> {
  try {
    return await verifyRecord(ownSettings(), {
      progress: (events) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${events} events`);
      },
    });
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  }
}

/** The family is found as any reader finds it: permitted, and recorded. */
async function verifyFamily(reference: string, options: VerifyOptions): Promise<Verified> {
  const token = await tokenOf(options);
  const places = await withService((service) => placesOf(service, token, reference));
  return verifySome(ownSettings(), places);
}

/** Where what belongs to a family stands; nothing of what it says. */
const PLACES = /* GraphQL */ `
  query Places($family: ID!, $after: Token) {
    family(reference: $family, purpose: AUDIT) {
      id
    }
    familyTimeline(family: $family, purpose: AUDIT, first: 100, after: $after) {
      nodes {
        position
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

interface Places {
  readonly family: { readonly id: string };
  readonly familyTimeline: {
    readonly nodes: readonly { readonly position: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function placesOf(service: Service, token: string, family: string) {
  const positions: number[] = [];
  for (let after: string | null = null; ;) {
    const page: Places = dataOf(await ask<Places>(service, token, PLACES, { family, after }));
    const { nodes, pageInfo } = page.familyTimeline;
    positions.push(...nodes.map(({ position }) => Number(position)));
    if (!pageInfo.hasNextPage) return { streams: [page.family.id], positions };
    after = pageInfo.endCursor;
  }
}
