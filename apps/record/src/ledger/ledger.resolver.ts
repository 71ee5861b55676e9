import { Args, Query, Resolver } from '@nestjs/graphql';
import { Rejected } from '#libs/contracts';
import type { Proof, ProofAsked } from '#libs/service';
import { ServedRecord } from '../served-record.ts';
import {
  CheckpointArgs,
  ConsistencyProof,
  ConsistencyProofArgs,
  InclusionProof,
  InclusionProofArgs,
  LogCheckpoint,
  type LogName,
} from './ledger.types.ts';

/** What the logs prove of themselves, to any caller: hashes of sealed documents, and nothing of a record. */
@Resolver()
export class LedgerResolver {
  constructor(private readonly record: ServedRecord) {}

  @Query(() => LogCheckpoint, { nullable: true, description: 'The last signed head of a log.' })
  async checkpoint(@Args() { log }: CheckpointArgs): Promise<LogCheckpoint> {
    const proof = await this.prove(log, { of: 'CHECKPOINT' });
    return { ...this.head(log, proof), cosigned: proof.cosigned ?? null };
  }

  @Query(() => InclusionProof, {
    nullable: true,
    description: 'That an event is in a log, under the root over so many events.',
  })
  async inclusionProof(@Args() { log, position, size }: InclusionProofArgs): Promise<InclusionProof> {
    const proof = await this.prove(log, { of: 'INCLUSION', position, size: size ?? undefined });
    return {
      ...this.head(log, proof),
      position,
      leafHash: base64(proof.leafHash),
      hashes: proof.hashes.map(base64),
    };
  }

  @Query(() => ConsistencyProof, {
    nullable: true,
    description: 'That a log only grew since it had so many events.',
  })
  async consistencyProof(@Args() { log, from, size }: ConsistencyProofArgs): Promise<ConsistencyProof> {
    const proof = await this.prove(log, { of: 'CONSISTENCY', from, size: size ?? undefined });
    return {
      ...this.head(log, proof),
      from,
      fromRoot: base64(proof.fromRoot),
      hashes: proof.hashes.map(base64),
    };
  }

  private async prove(log: LogName, asked: ProofAsked): Promise<Proof> {
    const proof = await this.record.ledgers.prove(this.originOf(log), asked);
    if (proof === undefined) throw new Rejected('POSITION_AHEAD');
    return proof;
  }

  private head(log: LogName, { size, root, checkpoint }: Proof) {
    return { origin: this.originOf(log), size, root: base64(root), checkpoint };
  }

  private originOf(log: LogName): string {
    return log === 'RECORD' ? this.record.origin : `${this.record.origin}/access`;
  }
}

function base64(hash: Uint8Array | undefined): string {
  return Buffer.from(hash ?? []).toString('base64');
}
