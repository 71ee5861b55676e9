import { Code } from '@connectrpc/connect';
import { refusals, type RefusalCode } from '#libs/contracts';
import { isOutOfReach } from '#libs/platform';
import { statusOfCode } from '../http/refuse.ts';
import { callCodeOf } from './refused-call.ts';

const INTRODUCTION = `# Refusals

Every code with which the record says no: in \`extensions.code\` of a GraphQL error, in the detail of a refused call of the
feed, in an import's report, and from the command line (\`fhr codes\`). A code stays for ever and is what a program goes by;
its sentence may be bettered. No sentence names anybody, and none holds a stored value. \`extensions.details\` may say more: the
\`field\` that is meant, or after how many seconds to ask again (\`retryAfter\`). What a refusal looks like:
[graphql.md](graphql.md#a-refusal).

- **HTTP** is the status where the whole request is refused. Where GraphQL carries out a document and refuses a field of it, the
  status is 200 and the error says the code; it is 503 where nothing else is in the answer and the code's own is 503.
- **gRPC** is the code of a refused call of the feed. A code that only commands meet does not come up there.
- **Again** says whether sending the same once more can help. A command that is sent again keeps its \`commandId\`, so it is done
  once. "no" means: first do what stands under "what to do".

This page is printed by \`npm run -s refusals\` from the list in \`libs/contracts/src/refusals.ts\`.
`;

const HEAD = ['code', 'what it says', 'what to do', 'HTTP', 'gRPC', 'again'];

/** Where sending the same again can help, for another reason than that a part of the service was out of reach. */
const AGAIN: Partial<Record<RefusalCode, string>> = {
  COST_LIMIT: 'after `retryAfter`',
  OUTCOME_UNKNOWN: 'same `commandId`',
  PENDING: 'same `commandId`',
};

/** The page of all refusals as it is committed (`docs/refusals.md`). */
export function refusalsPage(): string {
  const codes = (Object.keys(refusals) as RefusalCode[]).sort();
  return `${INTRODUCTION}\n${table([HEAD, ...codes.map(rowOf)])}\n`;
}

function rowOf(code: RefusalCode): string[] {
  const [sentence, mend] = refusals[code];
  return [`\`${code}\``, sentence, mend, String(statusOfCode(code)), calledSo(code), againOf(code)];
}

/** The code of gRPC as its specification writes it. */
function calledSo(code: RefusalCode): string {
  const name = Code[callCodeOf(code)] ?? '';
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase();
}

function againOf(code: RefusalCode): string {
  return AGAIN[code] ?? (isOutOfReach(code) ? 'a little later' : 'no');
}

/** In columns, as the formatter has them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))));
  return [padded[0], line(widths.map((width) => '-'.repeat(width))), ...padded.slice(1)].join('\n');
}
