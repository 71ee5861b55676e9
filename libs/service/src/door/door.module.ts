import 'reflect-metadata';
import { ModuleRef } from '@nestjs/core';
import { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
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

// Called as a function: libs run under type stripping, which knows no decorators.
CommandHandler(HandleOrder)(OrderHandler);

/** The door with the command bus as its entrance. */
export function doorByBus(behind: Door): Door {
  // The one handler is never made anew for a request, so the bus asks no module for it.
  const bus = new CommandBus<HandleOrder>(Object.create(ModuleRef.prototype) as ModuleRef);
  bus.register([
    new InstanceWrapper({ metatype: OrderHandler, instance: new OrderHandler(behind), isResolved: true }),
  ]);
  return { send: (order) => bus.execute<HandleOrder, Answer>(new HandleOrder(order)) };
}
