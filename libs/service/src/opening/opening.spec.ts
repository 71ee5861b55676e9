import { describe, expect, it } from '@jest/globals';
import { Rejected, type StoreCreated } from '#libs/contracts';
import { checkOpening, newBirth } from './opening.ts';
import { readSettings, type Settings } from '../settings/settings.ts';

const settings: Settings = readSettings({ FHR_ORIGIN: 'example.org/ours', FHR_FAMILIES: '0' });
const birth: StoreCreated = newBirth(settings, undefined);
const simulated: StoreCreated = { ...birth, clock: 'SIMULATED' };
const LAST = '2026-03-10T12:00:00.000Z';

function reasons(changed: Partial<Settings>, of: StoreCreated = birth): string {
  try {
    checkOpening({ ...settings, ...changed }, of, LAST);
  } catch (error) {
    if (error instanceof Rejected && /^(STORE|SETTINGS)_REFUSED$/.test(error.code))
      return String(error.details['reason']);
    throw error;
  }
  return '';
}

describe('a store that is opened again', () => {
  it('opens with the settings it was made with', () => {
    expect(reasons({})).toBe('');
  });

  it('is refused under another name', () => {
    expect(reasons({ origin: 'example.org/theirs' })).toMatch(
      /^FHR_ORIGIN: the store is the log of example.org\/ours/,
    );
  });

  it('is refused in production where it was born in development', () => {
    expect(reasons({ mode: 'production' })).toMatch(/born in development/);
  });

  it('is refused in development where it was born in production', () => {
    expect(reasons({}, { ...birth, mode: 'PRODUCTION' })).toMatch(/production only/);
  });

  it('is refused in production with a simulated clock', () => {
    expect(reasons({ mode: 'production' }, { ...simulated, mode: 'PRODUCTION' })).toMatch(/simulated clock/);
  });

  it('takes no FHR_CLOCK where it lives by the machine\u2019s clock', () => {
    expect(reasons({ clock: '2027-01-01T00:00:00.000Z' })).toMatch(
      /^FHR_CLOCK: the store lives by the machine/,
    );
  });

  it('takes no FHR_CLOCK from before its last record', () => {
    expect(reasons({ clock: '2026-03-10T11:59:59.999Z' }, simulated)).toMatch(
      /^FHR_CLOCK: .* before the last record/,
    );
    expect(reasons({ clock: LAST }, simulated)).toBe('');
  });
});

describe('a store that is made', () => {
  it.each([
    ['by the machine\u2019s clock', {}, 'MACHINE', undefined],
    ['by a simulated one with FHR_CLOCK', { clock: LAST }, 'SIMULATED', undefined],
    [
      'by the machine\u2019s clock where no county is made, whatever its size would be',
      { families: 10 },
      'MACHINE',
      undefined,
    ],
    ['by a simulated one with a county', { families: 10 }, 'SIMULATED', LAST],
  ])('lives %s', (_, changed, clock, bornAt) => {
    expect(newBirth({ ...settings, ...changed }, bornAt)).toMatchObject({ mode: 'DEVELOPMENT', clock });
  });
});
