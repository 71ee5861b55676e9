export { allocate, type Spread, type StratumShare } from './allocate.ts';
export { commitmentOf, draw, type Draw, type Drawing, type Drawn } from './draw.ts';
export { ALL, countsOf, frameLines, inOrder, stratumKey } from './frame.ts';
export type { FrameCase, StratumCount } from './frame.ts';
export { marginOf, sizeFor } from './size-guide.ts';
