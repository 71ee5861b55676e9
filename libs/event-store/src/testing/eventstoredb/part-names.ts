import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';

/** What is not of a part is shown as if it were the server's own. */
const OTHERS = '$others';
/** Before the name of the stream that keeps another's settings. */
const SETTINGS = '$$';

/** Streams of a part by the names that they have in the server, and by those that are seen in the part. */
export class PartNames {
  readonly #mark: string;

  constructor(part: string) {
    this.#mark = `part.${part}.`;
  }

  /** Gives a stream that is asked for the name that it has in the server. */
  give(stream: shared.StreamIdentifier | undefined): void {
    if (stream === undefined) return;
    const name = nameIn(stream);
    const settings = name.startsWith(SETTINGS) ? SETTINGS : '';
    if (settings === '' && name.startsWith('$')) return;
    setName(stream, `${settings}${this.#mark}${name.slice(settings.length)}`);
  }

  /** The name in the part of a stream of the server. */
  own(name: string): string {
    const settings = name.startsWith(SETTINGS) ? SETTINGS : '';
    const rest = name.slice(settings.length);
    return rest.startsWith(this.#mark) ? `${settings}${rest.slice(this.#mark.length)}` : OTHERS;
  }

  /** What was read, as it is seen in the part. */
  shown(said: streams.ReadResp): streams.ReadResp {
    const missing = said.getStreamNotFound()?.getStreamIdentifier();
    if (missing !== undefined) setName(missing, this.own(nameIn(missing)));
    const event = said.getEvent()?.getEvent();
    const stream = event?.getStreamIdentifier();
    if (event === undefined || stream === undefined) return said;
    const name = this.own(nameIn(stream));
    setName(stream, name);
    if (name === OTHERS) event.getMetadataMap().set('type', '$other');
    return said;
  }
}

function nameIn(stream: shared.StreamIdentifier): string {
  return Buffer.from(stream.getStreamName_asU8()).toString('utf8');
}

function setName(stream: shared.StreamIdentifier, name: string): void {
  stream.setStreamName(Buffer.from(name));
}
