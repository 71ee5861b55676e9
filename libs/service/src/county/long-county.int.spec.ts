import { expect, it } from '@jest/globals';
import { madeCounty, UNTIL } from './testing/made-county.ts';

/** As many as show, in ten years each, that no rule refuses what its people do; hundreds find what happens seldom. */
const FAMILIES = Number(process.env['FHR_LONG_FAMILIES'] ?? 6);

it(
  'a county of ten years is made to its end, and nothing that its people do is refused',
  async () => {
    const made = await madeCounty({ families: FAMILIES, years: 10, seed: 'long' });
    try {
      const { events, county } = made;
      expect(events.at(0)?.recordedAt.slice(0, 4)).toBe('2016');
      expect((events.at(-1)?.recordedAt ?? UNTIL) <= UNTIL).toBe(true);
      expect(county).toMatchObject({ families: FAMILIES, position: events.at(-1)?.position });
      expect(county.events).toBeGreaterThan(FAMILIES * 100);
    } finally {
      await made.end();
    }
  },
  60_000 + FAMILIES * 20_000,
);
