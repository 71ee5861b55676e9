import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, Door, Order } from './door.ts';

/** The one message of the command bus. */
export class HandleOrder {
  readonly order: Order;

  constructor(order: Order) {
    this.order = order;
  }
}

class OrderHandler implements ICommandHandler<HandleOrder, Answer> {
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  execute({ order }: HandleOrder): Promise<Answer> {
    return this.#door.send(order);
  }
}

class DoorModule {}

// Called as functions: libs run under type stripping, which knows no decorators.
CommandHandler(HandleOrder)(OrderHandler);
Module({ imports: [CqrsModule.forRoot()] })(DoorModule);

/** The door with the command bus as its entrance. `close` lets go of the bus, not of the door behind it. */
export async function doorByBus(behind: Door): Promise<Door & { close(): Promise<void> }> {
  const handler = { provide: OrderHandler, useFactory: () => new OrderHandler(behind), inject: [] };
  const context = await NestFactory.createApplicationContext(
    { module: DoorModule, providers: [handler] },
    { logger: false, abortOnError: false },
  );
  const bus = context.get(CommandBus);
  return {
    send: (order) => bus.execute<HandleOrder, Answer>(new HandleOrder(order)),
    close: () => context.close(),
  };
}
