import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

type Mounted = string | { readonly source: string; readonly target: string };
type FromFile = Readonly<Record<string, { readonly file: string }>>;

/** A container as compose.yaml describes it, its anchors merged. */
export interface Container {
  readonly image: string;
  readonly profiles: readonly string[];
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly configs?: readonly Exclude<Mounted, string>[];
  readonly secrets?: readonly Mounted[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
}

const folder = join(import.meta.dirname, '../../docker');

export function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

export const compose = parse(read('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Container>>;
  readonly configs: FromFile;
  readonly secrets: FromFile;
};

/** The files of this machine that a container is given, beside the volumes that are its own. */
export function filesOf(container: Container): string[] {
  return [...mounts(container).keys()];
}

/** Each file of this machine, and the path at which the container has it. */
function mounts({ configs = [], secrets = [], volumes = [] }: Container): Map<string, string> {
  const bound = volumes
    .filter((each) => each.startsWith('.'))
    .map((each) => each.split(':') as [string, string]);
  return new Map([
    ...configs.map(({ source, target }) => [compose.configs[source]?.file ?? source, target] as const),
    ...secrets.map((each) => {
      const { source, target } = typeof each === 'string' ? { source: each, target: each } : each;
      return [compose.secrets[source]?.file ?? source, `/run/secrets/${target}`] as const;
    }),
    ...bound,
  ]);
}

/** A container's environment on this machine: files and volumes stand elsewhere. */
export function hostEnvironment(container: Container, place: string): Record<string, string> {
  const moved = [...mounts(container)].map(([file, target]): [string, string] => [
    target,
    file.startsWith('./secrets/') ? join(place, file) : join(folder, file),
  ]);
  const volumes = (container.volumes ?? []).map((each): [string, string] => {
    const target = each.split(':')[1] ?? '';
    return [target, join(place, target)];
  });
  const here = (value: string): string =>
    [...moved, ...volumes].reduce(
      (text, [target, path]) => text.replace(new RegExp(`(^|[ =])${target}(?![\\w-])`, 'g'), `$1${path}`),
      value.replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
    );
  return Object.fromEntries(
    Object.entries(container.environment ?? {}).map(([name, value]) => [name, here(value)]),
  );
}

/** A folder with what the containers' secrets and volumes would be. */
export async function withSecrets(work: (place: string) => Promise<void>): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'containers-'));
  try {
    for (const each of ['secrets', 'data', 'anchor', 'backup']) mkdirSync(join(place, each));
    for (const { file } of Object.values(compose.secrets))
      writeFileSync(join(place, file), randomBytes(32).toString('base64'));
    await work(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
