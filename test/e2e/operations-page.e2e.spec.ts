import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../support/containers.ts';
import { fhr, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(300_000);

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

/** The commands of each section, in their order; of some sections other tests run them. */
const sections = new Map(
  page.split(/^## /m).map((section): [string, string[]] => {
    const [title = ''] = section.split('\n');
    const blocks = [...section.matchAll(/```sh\n([^`]*)```/g)].map(([, text = '']) =>
      text.trim().split('\n'),
    );
    return [title, blocks.flat()];
  }),
);

const SERVED = 'See how it does';
const ENGINE = 'Run it in containers';
const ALONE = [
  'Let the service’s user do what it must, and no more',
  'See which nodes there are, and strike one off',
  'Upgrade, and go back',
  'A key was seen by somebody',
];

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  await using service = await ServiceProcess.start(folder, { FHR_METRICS: '127.0.0.1:0' });
  expect(service.exitCode).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commandsOf = (title: string): string[] => sections.get(title) ?? [];

describe('the page for whoever runs the service', () => {
  it('has a section for each task', () => {
    for (const title of [SERVED, ENGINE, ...ALONE])
      expect([title, commandsOf(title).length > 0]).toEqual([title, true]);
    for (const title of ['Give it room', 'Which servers it runs on', 'Stop it', 'Renew a certificate'])
      expect(sections.has(title)).toBe(true);
  });

  it(`holds commands that run where it says so: ${SERVED}`, async () => {
    await using service = await ServiceProcess.start(folder, { FHR_METRICS: '127.0.0.1:0' });
    await service.says('metrics are told');
    const [, metrics] = /"port":(\d+),[^}]*"metrics are told"/.exec(service.printed) ?? [];
    const [, served] = /"port":(\d+),[^}]*"listening"/.exec(service.printed) ?? [];
    for (const command of commandsOf(SERVED)) {
      const [, port, path = ''] = /^curl -s http:\/\/127\.0\.0\.1:(\d+)(\/\S+)$/.exec(command) ?? [];
      if (port === undefined) expect([command, (await run(command)).status]).toEqual([command, 0]);
      else {
        const answer = await fetch(`http://127.0.0.1:${port === '4000' ? served : metrics}${path}`);
        expect([command, answer.status]).toEqual([command, 200]);
      }
    }
  });

  it.each(ALONE)('holds commands that run while no service does: %s', async (title) => {
    for (const command of commandsOf(title))
      expect([command, (await run(command)).status]).toEqual([command, 0]);
  });

  it(`names files and profiles that there are: ${ENGINE}`, () => {
    const profiles = new Set(Object.values(compose.services).flatMap((container) => container.profiles));
    for (const command of commandsOf(ENGINE)) {
      const [, profile = 'single'] = /--profile (\S+)/.exec(command) ?? [];
      expect([command, profiles.has(profile)]).toEqual([command, true]);
      for (const [file] of command.matchAll(/docker\/\S+/g)) expect(existsSync(join(root, file))).toBe(true);
    }
  });

  it('has every alert that pages someone', () => {
    const alerts = readFileSync(join(root, 'docker/prometheus/alerts.yaml'), 'utf8')
      .split('- alert: ')
      .slice(1);
    const paging = alerts
      .filter((text) => text.includes('severity: page'))
      .map((text) => text.split('\n')[0]);
    expect(paging.length).toBeGreaterThan(3);
    for (const name of paging) expect(page).toContain(`| ${name} `);
  });
});

function run(command: string) {
  const [program, ...words] = command.split(' ');
  expect(program).toBe('fhr');
  return fhr(folder, ...words);
}
