import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ExpectedVersion, Proposed, Recorded } from './log.ts';

const TICKS_PER_MS = 10_000n;

export function expectedIn(options: streams.AppendReq.Options): ExpectedVersion {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
}

export function nameIn(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

export function proposedIn(message: streams.AppendReq.ProposedMessage): Proposed {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function success(revision: number, offset: number): streams.AppendResp {
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(offset)).setPreparePosition(String(offset));
  const success = new streams.AppendResp.Success();
  success.setCurrentRevision(String(revision)).setPosition(position);
  return new streams.AppendResp().setSuccess(success);
}

export function wrongVersion(current: number, expected: ExpectedVersion): streams.AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === -1) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(current));
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
  else wrong.setExpectedNoStream(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

export function readEvent(event: Recorded): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.offset))
    .setPreparePosition(String(event.offset))
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  const facts = recorded.getMetadataMap();
  facts.set('type', event.type);
  facts.set('content-type', event.contentType);
  facts.set('created', String(BigInt(event.created) * TICKS_PER_MS));
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.offset));
  return new streams.ReadResp().setEvent(read);
}

export function streamNotFound(stream: string): streams.ReadResp {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  return new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(name),
  );
}

export function confirmation(): streams.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('double');
  return new streams.ReadResp().setConfirmation(confirmed);
}

export function caughtUp(): streams.ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}
