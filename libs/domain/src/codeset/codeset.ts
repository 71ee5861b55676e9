import { Rejected } from '#libs/contracts';
import { CodeSetRefused, parseCodeSet } from '#libs/reference';
import type { Clear, CodesetCommand, CodesetEvent, PublishCodeSet } from '#libs/contracts';
import type { CodeSet } from '#libs/reference';
import type { Aggregate } from '../aggregate.ts';

/** What was published of a set: version -> content. */
export type CodeSetState = ReadonlyMap<string, string>;

function publish({ name, version, content }: PublishCodeSet, state: CodeSetState): CodesetEvent[] {
  const published = state.get(version);
  if (published === content) return [];
  // A version means one thing for ever: events keep only its name. Guarded by the stream.
  if (published !== undefined) throw new Rejected('VERSION_PUBLISHED', { version });
  const set = parsed(content);
  if (set.name !== name || set.version !== version) throw new Rejected('INVALID_INPUT', { field: 'content' });
  return [{ type: 'CodeSetPublished', data: { name, version, content } }];
}

function parsed(content: string): CodeSet {
  try {
    return parseCodeSet(content, 'content');
  } catch (reason) {
    if (reason instanceof CodeSetRefused) throw new Rejected('INVALID_INPUT', { field: 'content' });
    throw reason;
  }
}

/** The published versions of one code set. */
export const codeset: Aggregate<CodeSetState, CodesetCommand, CodesetEvent, Clear.CodesetEvent> = {
  category: 'codeset',
  initial: new Map(),
  needs: () => ({}),
  decide: (command, state) => publish(command.data, state),
  evolve: (state, { data }) => new Map(state).set(data.version, data.content),
  families: () => [],
  seen: () => undefined,
};
