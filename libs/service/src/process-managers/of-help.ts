import { streamSubject, type StoredEvent } from '#libs/contracts';

export interface OfHelp {
  readonly family: string;
  readonly episode: string;
}

/** The family whose help it is, by the stream that says that it closed, or what names it in a stream of the episode's. */
export function ofHelp({ type, stream, data }: StoredEvent): OfHelp {
  const said = (name: string): string => {
    const id = data[name];
    return typeof id === 'string' ? id : '';
  };
  return type === 'EpisodeClosed'
    ? { family: stream, episode: said('episode') }
    : { family: said('family'), episode: streamSubject(stream) };
}
