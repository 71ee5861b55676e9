import { randomUUID } from 'node:crypto';
import { personas } from '#libs/access';
import type { CommandOf, CommandType } from '#libs/contracts';
import type { Order } from '#libs/service';
import { rate, type Figure } from './figure.ts';
import type { GrownLog } from './grown-log.ts';
import { timed } from './timed.ts';

const IN_FLIGHT = 64;

/** Commands through the door, permission, facts, sealing and append included: one about a family, one that makes a key. */
export async function commands(log: GrownLog): Promise<Figure[]> {
  return [
    ...(await atBoth('command about a family', log, (n) => informationOf(log, n))),
    ...(await atBoth('command that registers a person', log, () => aPerson())),
  ];
}

async function atBoth(name: string, log: GrownLog, order: (n: number) => Order): Promise<Figure[]> {
  const send = (n: number) => log.record.door.send(order(n));
  const alone = await timed(send);
  const together = await timed(send, { inFlight: IN_FLIGHT });
  const ratio = { value: together.perSecond / alone.perSecond, to: '1 in flight' };
  await log.settled();
  return [rate(`${name}, 1 in flight`, alone), rate(`${name}, ${IN_FLIGHT} in flight`, together, { ratio })];
}

/** Each about another family, so that none waits for another one's stream. */
function informationOf({ families }: GrownLog, n: number): Order {
  const { family, episode } = families[n % families.length]?.told ?? { family: '', episode: '' };
  return order('ReceiveInformation', {
    family,
    episode,
    from: 'SCHOOL',
    summary: 'The school reports a calmer week.',
  });
}

export function aPerson(): Order {
  return order('RegisterPerson', {
    names: [{ use: 'LEGAL', given: 'Mara', family: 'Holden' }],
    dateOfBirth: '2016-05-17',
    sex: 'F',
    adult: false,
  });
}

function order<T extends CommandType>(type: T, data: CommandOf<T>['data']): Order {
  const { user, role, agency } = personas.manager;
  return { type, data, commandId: randomUUID(), actor: { user, role, agency }, source: 'UI' };
}
