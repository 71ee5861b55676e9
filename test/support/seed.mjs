import fc from 'fast-check';

const SEED = process.env['FHR_SEED'] ?? '20260101';

// The same questions every time, so that a failure is the change's and not the day's; others by FHR_SEED=<number>|random.
fc.configureGlobal(SEED === 'random' ? {} : { seed: Number(SEED) });
