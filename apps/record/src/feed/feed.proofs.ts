import { isFieldSet, type MessageInitShape } from '@bufbuild/protobuf';
import { Injectable } from '@nestjs/common';
import { Rejected } from '#libs/contracts';
import type { Proof, ProofAsked } from '#libs/service';
import {
  ProveConsistencyRequestSchema,
  ProveInclusionRequestSchema,
  type GetCheckpointRequest,
  type GetCheckpointResponseSchema,
  type ProveConsistencyRequest,
  type ProveConsistencyResponseSchema,
  type ProveInclusionRequest,
  type ProveInclusionResponseSchema,
} from '../generated/familyhelp/feed/v1/feed_service_pb.ts';
import { ServedRecord } from '../served-record.ts';
import { countIn } from './replaying.ts';

/** What the logs prove of themselves, to any caller: hashes of sealed documents, and nothing of a record. */
@Injectable()
export class FeedProofs {
  constructor(private readonly record: ServedRecord) {}

  async checkpoint({
    log,
  }: GetCheckpointRequest): Promise<MessageInitShape<typeof GetCheckpointResponseSchema>> {
    const proof = await this.prove(log, { of: 'CHECKPOINT' });
    return {
      head: this.head(log, proof),
      ...(proof.cosigned !== undefined && { cosigned: proof.cosigned }),
    };
  }

  async inclusion(
    request: ProveInclusionRequest,
  ): Promise<MessageInitShape<typeof ProveInclusionResponseSchema>> {
    const { log, position } = request;
    const hasSize = isFieldSet(request, ProveInclusionRequestSchema.field.size);
    const proof = await this.prove(log, {
      of: 'INCLUSION',
      position: countIn(position, 'position'),
      size: hasSize ? countIn(request.size, 'size') : undefined,
    });
    return {
      head: this.head(log, proof),
      position,
      hashes: [...proof.hashes],
      ...(proof.leafHash && { leafHash: proof.leafHash }),
    };
  }

  async consistency(
    request: ProveConsistencyRequest,
  ): Promise<MessageInitShape<typeof ProveConsistencyResponseSchema>> {
    const { log, from } = request;
    const hasSize = isFieldSet(request, ProveConsistencyRequestSchema.field.size);
    const proof = await this.prove(log, {
      of: 'CONSISTENCY',
      from: countIn(from, 'from'),
      size: hasSize ? countIn(request.size, 'size') : undefined,
    });
    return {
      head: this.head(log, proof),
      from,
      hashes: [...proof.hashes],
      ...(proof.fromRoot && { fromRoot: proof.fromRoot }),
    };
  }

  private async prove(log: string, asked: ProofAsked): Promise<Proof> {
    const proof = await this.record.ledgers.prove(this.originOf(log), asked);
    if (proof === undefined) throw new Rejected('POSITION_AHEAD');
    return proof;
  }

  private head(log: string, { size, root, checkpoint }: Proof) {
    return { origin: this.originOf(log), size: BigInt(size), root, checkpoint };
  }

  private originOf(log: string): string {
    if (log === 'ACCESS') return `${this.record.origin}/access`;
    if (log !== '' && log !== 'RECORD') throw new Rejected('INVALID_INPUT', { field: 'log' });
    return this.record.origin;
  }
}
