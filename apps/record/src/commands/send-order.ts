import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, Order } from '#libs/service';
import { ServedRecord } from '../served-record.ts';

/** The one message of the command bus: whatever it orders, the door decides. */
export class SendOrder extends Command<Answer> {
  readonly order: Order;

  constructor(order: Order) {
    super();
    this.order = order;
  }
}

/** Hands an order in at the door of the record. Throws what the door throws. */
@CommandHandler(SendOrder)
export class SendOrderHandler implements ICommandHandler<SendOrder> {
  constructor(private readonly record: ServedRecord) {}

  execute({ order }: SendOrder): Promise<Answer> {
    return this.record.door.send(order);
  }
}
