import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { Rejected, type CommandType, type OccurredAt } from '#libs/contracts';
import { correlationId } from '#libs/platform';
import { ServedRecord } from '../served-record.ts';
import type { CommandInput, OccurredAtInput } from './command-input.ts';
import type { Receipt } from './receipt.ts';
import { SendOrder } from './send-order.ts';

/** Takes what a mutation was given to the door, and answers once it can be read here. */
@Injectable()
export class CommandDesk {
  constructor(
    private readonly bus: CommandBus,
    private readonly record: ServedRecord,
  ) {}

  async send(
    type: CommandType,
    input: CommandInput,
    { worker, authority, ...caller }: Principal,
  ): Promise<Receipt> {
    const { commandId, expectedRevision, occurredAt, lateReason, ...data } = input;
    const { user, role, agency, onBehalfOf, authTime } = caller;
    const order = new SendOrder({
      type,
      data,
      commandId,
      actor: { user, role, agency, ...(onBehalfOf !== undefined && { onBehalfOf }) },
      worker,
      authority,
      occurredAt: occurredAt ? told(occurredAt) : undefined,
      lateReason: lateReason ?? undefined,
      expectedRevision: expectedRevision ?? undefined,
      correlationId: correlationId(),
      source: 'API',
      signedInAgo: authTime === undefined ? undefined : Math.floor(Date.now() / 1000) - authTime,
    });
    const { position, token, revision, id, reference } = await this.bus.execute(order);
    await this.readable(position, commandId);
    return { position, token, revision, id, reference: reference ?? null };
  }

  private async readable(position: number, commandId: string): Promise<void> {
    try {
      await this.record.projector.reached(position);
    } catch (reason) {
      if (reason instanceof Rejected && reason.code === 'STALE')
        throw new Rejected('PENDING', { commandId, position });
      throw reason;
    }
  }
}

function told({ precision, value, end }: OccurredAtInput): OccurredAt {
  return { precision, ...(typeof value === 'string' && { value }), ...(typeof end === 'string' && { end }) };
}
