import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, hostEnvironment, withSecrets, type Container } from '../support/containers.ts';
import { fhrWith, ServiceProcess } from '../support/processes.ts';

it('the service of one machine starts with what compose.yaml sets, and is found ready by its image’s own check', async () => {
  await withSecrets(async (place) => {
    const variables = hostEnvironment(compose.services['record'] as Container, place);
    // Of the machine that tests, no port is taken.
    const settings = { ...variables, FHR_PORT: '0', FHR_METRICS: '127.0.0.1:0' };
    expect(Object.keys(settings)).toEqual(Object.keys(variables));
    const folder = variables['FHR_DATA'] ?? '';
    await using service = await ServiceProcess.start(folder, settings);
    expect(service.exitCode).toBeNull();
    const { status, answer } = await fhrWith(settings, '--json', 'doctor');
    // Nothing is wrong with what is new but that it was not backed up yet.
    expect(JSON.parse(answer)).toMatchObject({ findings: [{ code: 'BACKUP_MISSING' }] });
    expect(status).toBe(1);
    const check = join(import.meta.dirname, '../../docker/ready.mjs');
    execFileSync(process.execPath, [check], { env: { FHR_DATA: folder } });
    expect(readFileSync(join(place, 'anchor/checkpoint'), 'utf8')).toContain('council.example/family-help');
  });
}, 120_000);
