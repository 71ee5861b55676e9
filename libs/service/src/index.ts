export { isSimulated, machineClock, simulatedClock, type Clock, type SimulatedClock } from './clock.ts';
export type { Answer, Door, Order, OrderOf } from './door/door.ts';
export type { Answered, AskedFor, Granted, ReadDoor, Reading, ReadingDoor } from './reads/read-door.ts';
export { readSettings, type Issuer, type Settings } from './settings.ts';
