import type { Appended, Expected, Filter, LoggedEvent, NewEvent, StreamRange, StreamSlice } from '../port.ts';

export interface Sent {
  stream: string;
  expected: Expected;
  events: readonly NewEvent[];
}

export type Answer = Appended | { kind: 'CONFLICT'; actual: number };

interface Standing {
  sent: Sent;
  answer: Appended;
}

/** What a store should do, in the fewest words: a list of events, and of the appends that made it. */
export class Model {
  readonly log: LoggedEvent[] = [];
  readonly standing: Standing[] = [];

  append(sent: Sent): Answer {
    const actual = this.revision(sent.stream);
    const before = sent.expected === 'no-stream' ? -1 : sent.expected;
    const conflict: Answer = { kind: 'CONFLICT', actual };
    if (before < actual)
      return this.standing.find((earlier) => alike(earlier.sent, sent))?.answer ?? conflict;
    if (before > actual || sent.events.some(({ id }) => this.event(id) !== undefined)) return conflict;
    sent.events.forEach((event, at) =>
      this.log.push({ ...event, stream: sent.stream, revision: before + 1 + at, position: this.log.length }),
    );
    const answer = { revision: before + sent.events.length, position: this.head() };
    this.standing.push({ sent, answer });
    return answer;
  }

  head(): number {
    return this.log.length - 1;
  }

  revision(stream: string): number {
    return this.log.filter((event) => event.stream === stream).length - 1;
  }

  event(id: string): LoggedEvent | undefined {
    return this.log.find((event) => event.id === id);
  }

  readStream(
    stream: string,
    { from = 0, to = Infinity, backwards = false, limit = Infinity }: StreamRange,
  ): StreamSlice {
    const events = this.log.filter(
      (event) => event.stream === stream && event.revision >= from && event.revision <= to,
    );
    const revision = this.revision(stream);
    return {
      exists: revision >= 0,
      revision,
      events: (backwards ? events.reverse() : events).slice(0, limit),
    };
  }

  readAfter(after: number, limit: number, { streamPrefixes, types }: Filter): LoggedEvent[] {
    return this.log
      .slice(after + 1)
      .filter((event) => streamPrefixes?.some((prefix) => event.stream.startsWith(prefix)) ?? true)
      .filter((event) => types?.includes(event.type) ?? true)
      .slice(0, limit);
  }
}

function alike(one: Sent, other: Sent): boolean {
  return (
    JSON.stringify([one.stream, one.expected, texts(one)]) ===
    JSON.stringify([other.stream, other.expected, texts(other)])
  );
}

function texts({ events }: Sent): string[] {
  return events.map(({ document }) => new TextDecoder().decode(document));
}
