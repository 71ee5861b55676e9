import type { LoggedCopy } from '#libs/event-store';

export interface LogFault {
  readonly position: number;
  readonly fault: string;
}

/** What a document says of itself beside its row: the command it answers, and what is not as its row says. */
export interface DocumentDetails {
  readonly command: unknown;
  readonly fault?: string | undefined;
}

/** What of a document is copied into columns, and the command that tells the appends of a stream apart. */
type Copied = Partial<Record<'id' | 'stream' | 'revision' | 'type' | 'commandId', unknown>>;

const COMMAND = '"commandId":"';
const UUID = 36;

/** Compares a row with its document: by the bytes where that is canonical, which is far quicker, else by what it parses to. */
export function saidOf(row: LoggedCopy): DocumentDetails {
  return agrees(row) ? { command: commandIn(row.text) } : parsed(row);
}

/**
 * Only where the document is canonical, its members in their alphabet's order: what stands between `id` and `revision` is flat
 * but for the date, and what stands behind `stream` but for the list of subjects.
 */
function agrees({ text, id, revision, stream, type }: LoggedCopy): boolean {
  const at = text.indexOf(`,"format":1,"id":"${hyphened(id)}",`);
  const after = text.indexOf(',"revision":', at);
  if (at < 0 || !text.startsWith(`,"revision":${revision},"sealed":[`, after)) return false;
  const tail = text.lastIndexOf(',"stream":"');
  const end = text.indexOf(']', tail);
  return (
    text.startsWith(`,"stream":"${stream}","subjects":[`, tail) &&
    text.startsWith(`],"type":"${type}","version":`, end) &&
    text.indexOf('}', tail) === text.length - 1
  );
}

/** The first of that name in a canonical document is the document's own. */
function commandIn(text: string): string {
  const at = text.indexOf(COMMAND) + COMMAND.length;
  return text.slice(at, at + UUID);
}

function hyphened(id: string): string {
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}

function parsed(row: LoggedCopy): DocumentDetails {
  const said = objectIn(row.text);
  return said === undefined
    ? { command: undefined, fault: 'its document is not JSON' }
    : { command: said.commandId, fault: difference(row, said) };
}

function objectIn(text: string): Copied | undefined {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? said : undefined;
  } catch {
    return undefined;
  }
}

function difference({ stream, revision, type, id }: LoggedCopy, said: Copied): string | undefined {
  if (said.stream !== stream) return 'its stream is not its document\u2019s';
  if (said.revision !== revision) return 'its revision is not its document\u2019s';
  if (said.type !== type) return 'its type is not its document\u2019s';
  const isIt = typeof said.id === 'string' && said.id.replaceAll('-', '') === id;
  return isIt ? undefined : 'its id is not its document\u2019s';
}
