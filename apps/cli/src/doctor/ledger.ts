import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { demoPolicy, ledgerStanding, type LedgerStanding, type Settings } from '#libs/service';
import { sentenceOf } from '../exit.ts';
import { finding, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** How old the last verification of all may be, and how long the witnesses may take. */
const DAYS_VERIFIED = 30;
const COSIGNING_MS = 60_000;
const PATIENCE_MS = 3_000;

/** What is wrong with what vouches for the log: its checkpoints, their witnesses, the copy outside, and when it was verified. */
export async function ledgerFindings(settings: Settings, now = Date.now()): Promise<Finding[]> {
  if (!existsSync(join(settings.folder, 'events.db'))) return [];
  let standing: LedgerStanding;
  try {
    standing = ledgerStanding(settings);
  } catch (error) {
    return finding(
      'LEDGER_UNREADABLE',
      `A file of the ledger: ${error instanceof Rejected ? sentenceOf(error) : String(error)}`,
      'Restore it from a backup.',
    );
  }
  return [
    ...signedFindings(standing),
    ...anchorFindings(settings, standing),
    ...policyFindings(settings),
    ...cosigningFindings(standing, now),
    ...(await witnessFindings(standing)),
    ...verificationFindings(standing, now),
  ];
}

function signedFindings({ signed }: LedgerStanding): Finding[] {
  if (signed !== undefined) return [];
  return finding(
    'NOT_SIGNED',
    'No checkpoint of the log is there.',
    'Restore the folder ledger from a backup, and run fhr verify --all; of a new record, start the service.',
  );
}

/** In development the demonstration\u2019s need not be there. */
function policyFindings({ witnesses, folder }: Settings): Finding[] {
  if (witnesses === undefined || witnesses === demoPolicy(folder) || existsSync(witnesses)) return [];
  return finding(
    'WITNESSES_NOT_NAMED',
    `FHR_WITNESSES: ${witnesses} is not there, so that no witness is asked.`,
    'Correct the setting, or put the policy there.',
  );
}

function anchorFindings({ anchor, mode }: Settings, standing: LedgerStanding): Finding[] {
  const { signed, cosigned, witnesses, anchored } = standing;
  if (anchor === undefined)
    return mode === 'development'
      ? []
      : finding(
          'ANCHOR_NOT_SET',
          'Nothing outside the data folder says how far the log was signed: a folder rolled back whole is not noticed.',
          'Set FHR_ANCHOR to a file on another disk or machine.',
        );
  const due = witnesses.length > 0 ? cosigned : signed;
  if (due === undefined) return [];
  if (anchored === undefined)
    return finding(
      'ANCHOR_MISSING',
      `No checkpoint stands in ${anchor}.`,
      'Find out who removed it, and run fhr verify --all; the service writes the next checkpoint there.',
    );
  if (anchored.size >= due.size) return [];
  return finding(
    'ANCHOR_STALE',
    `${anchor} holds a checkpoint over ${anchored.size} events, and ${due.size} are signed.`,
    'See that the service can write the file, and start it.',
  );
}

function cosigningFindings({ signed, cosigned, witnesses }: LedgerStanding, now: number): Finding[] {
  if (witnesses.length === 0 || signed === undefined || now - signed.at < COSIGNING_MS) return [];
  const without = signed.size - (cosigned?.size ?? 0);
  if (without <= 0) return [];
  return finding(
    'COSIGNATURES_MISSING',
    `Too few witnesses cosigned the last ${without} of ${signed.size} signed events.`,
    'See that the service runs and that the witnesses of FHR_WITNESSES answer; one that saw another history never will.',
  );
}

async function witnessFindings({ witnesses }: LedgerStanding): Promise<Finding[]> {
  const found = await Promise.all(
    witnesses.map(async ({ name, url }) => ((await answers(url)) ? [] : unreachable(name, url))),
  );
  return found.flat();
}

/** Whatever a witness answers, it is there. One without an address is asked by nobody. */
async function answers(url: string | undefined): Promise<boolean> {
  if (url === undefined) return true;
  try {
    await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}

function unreachable(name: string, url = ''): Finding[] {
  return finding(
    'WITNESS_UNREACHABLE',
    `The witness ${name} does not answer at ${url}.`,
    'Tell whoever runs it, or correct its address in the policy of FHR_WITNESSES.',
  );
}

function verificationFindings({ signed, firstSigned, verifiedAt }: LedgerStanding, now: number): Finding[] {
  const since = verifiedAt ?? firstSigned?.at ?? signed?.at;
  if (since === undefined || now - since < DAYS_VERIFIED * DAY_MS) return [];
  const days = Math.floor((now - since) / DAY_MS);
  return finding(
    'NOT_VERIFIED',
    verifiedAt === undefined
      ? `In the ${days} days since it was first signed not every stored byte was verified.`
      : `It is ${days} days since every stored byte was verified.`,
    'fhr verify --all',
  );
}
