import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

const read = (variables: Readonly<Record<string, string>>) =>
  readSettings({ FHR_DATA: '/tmp/none', ...variables });

describe('who is told how the service does', () => {
  it('is nobody unless it is said', () => {
    expect(Object.keys(read({}))).not.toEqual(expect.arrayContaining(['metrics']));
    expect(read({}).traces).toBeUndefined();
  });

  it('is said by an address and a port, and by an address that takes traces', () => {
    const said = { FHR_METRICS: '127.0.0.1:9464', FHR_TRACES: 'http://127.0.0.1:4318/v1/traces' };
    expect(read(said)).toMatchObject({
      metrics: { host: '127.0.0.1', port: 9464 },
      traces: 'http://127.0.0.1:4318/v1/traces',
    });
    expect(read({ FHR_METRICS: '[::1]:0' }).metrics).toEqual({ host: '::1', port: 0 });
  });

  it.each([
    ['FHR_METRICS', '9464', 'must be an address and a port'],
    ['FHR_METRICS', 'metrics:9464', 'must be an address and a port'],
    ['FHR_METRICS', '127.0.0.1:70000', 'must be an address and a port'],
    ['FHR_METRICS', '0.0.0.0:9464', 'development listens on this machine only'],
    ['FHR_TRACES', 'file:///tmp/traces', 'must be an address such as'],
    ['FHR_TRACES', 'http://collector:4318/v1/traces', 'development sends to this machine only'],
  ])('is not %s=%s: it %s', (name, value, reason) => {
    expect(() => read({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'SETTINGS_REFUSED',
        details: { reason: expect.stringContaining(`${name}: ${reason}`) as unknown },
      }),
    );
  });
});
