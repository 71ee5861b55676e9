import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { instant } from '#libs/reference';
import { addressFault } from '#libs/vault';
import { doorEnvironment, doorSettingsOf, halfSaid, type DoorSettings } from './door-settings.ts';
import { asFolderRefusal } from '../folder-refusal.ts';
import { readIssuers, type Issuer } from './issuers.ts';
import { productionRefusals } from './production.ts';
import { linesOf, refuseSettings, refuseToOpen } from '../refuse.ts';
import { unknownAmong, unknownSentence, type UnknownSetting } from './unknown-settings.ts';
import {
  watchingEnvironment,
  watchingRefusals,
  watchingSettingsOf,
  type WatchingSettings,
} from './watching-settings.ts';

/** How this process opens the record (interfaces.md, Settings). */
export interface Settings extends DoorSettings, WatchingSettings {
  readonly mode: 'development' | 'production';
  /** Absolute path of the folder of the embedded stores, read models and development keys. */
  readonly folder: string;
  readonly port: number;
  readonly families: number;
  /** The instant, UTC with milliseconds, that FHR_CLOCK names. */
  readonly clock?: string;
  readonly origin: string;
  /** DfE code of the local authority, of the stored event's `authority`. */
  readonly authority: string;
  /** Absent: the local issuer, in development. */
  readonly issuers?: readonly Issuer[];
  readonly anchor?: string;
  /** The folder of the record's backup, which `fhr doctor` looks at. */
  readonly backup?: string;
  /** The policy file that names the witnesses; in development the demonstration's, which need not be there. */
  readonly witnesses?: string;
  /** Absent: the development key file. */
  readonly kekCommand?: string;
  /** Connections of EventStoreDB databases, for the record and for the access log. Absent: the embedded store. */
  readonly store?: string;
  readonly accessStore?: string;
  /** The file that holds the databases' user, `name:password`. */
  readonly storeUser?: string;
  /** The PostgreSQL database that nodes share their keys in. Absent: a file of the folder. */
  readonly keys?: string;
  /** The file that holds its user, `name:password`. */
  readonly keysUser?: string;
}

/** `authority`: Hertfordshire's. */
const COMMON = { folder: './data', origin: 'localhost/family-help', authority: '919' };

const whole = (highest: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, `must be a whole number up to ${highest}`)
    .transform(Number)
    .pipe(z.number().max(highest, `must be a whole number up to ${highest}`));
const utc = z.string().transform((text, context) => {
  const parsed = instant(text);
  if (parsed.ok) return parsed.value;
  context.addIssue('must be an instant such as 2026-03-10T09:00:00Z');
  return z.NEVER;
});
/** `sqlite:` stands for the embedded store, as leaving it out does. */
const store = z
  .string()
  .regex(/^(sqlite:|esdb(\+discover)?:\/\/\S+)$/, 'must be sqlite:, esdb://… or esdb+discover://…')
  .transform((value) => (value === 'sqlite:' ? undefined : value));

const keys = z.string().transform((value, context) => {
  const fault = value === 'sqlite:' ? undefined : addressFault(value);
  if (fault === undefined) return value === 'sqlite:' ? undefined : value;
  context.addIssue(`must be sqlite: or a database. ${fault}`);
  return z.NEVER;
});

const environment = z.object({
  FHR_MODE: z.enum(['development', 'production'], 'must be development or production').default('development'),
  FHR_DATA: z.string().default(COMMON.folder),
  FHR_PORT: whole(65_535).default(4000),
  FHR_FAMILIES: whole(100_000).default(500),
  FHR_CLOCK: utc.optional(),
  FHR_ORIGIN: z
    .string()
    .regex(/^[a-z0-9.-]+(\/[a-z0-9._-]+)*$/i, 'must be a name such as example.org/family-help')
    .max(100)
    .default(COMMON.origin),
  FHR_AUTHORITY: z
    .string()
    .regex(/^\d{3}$/, 'must be the three digits of a DfE code')
    .default(COMMON.authority),
  FHR_ISSUERS: z.string().optional(),
  FHR_STORE: store.optional(),
  FHR_ACCESS_STORE: store.optional(),
  FHR_STORE_USER: z.string().optional(),
  FHR_KEYS: keys.optional(),
  FHR_KEYS_USER: z.string().optional(),
  FHR_KEK_COMMAND: z.string().optional(),
  FHR_ANCHOR: z.string().optional(),
  FHR_BACKUP: z.string().optional(),
  FHR_WITNESSES: z.string().optional(),
  ...doorEnvironment,
  ...watchingEnvironment,
});

/** Every environment variable that says a setting. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that begin as settings do and are none: development says so, production refuses them. */
export function unknownSettings(variables: Variables): UnknownSetting[] {
  return unknownAmong(variables, settingNames);
}

/** The settings that environment variables say; SETTINGS_REFUSED with one line for each that cannot be used. */
export function readSettings(variables: Variables): Settings {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const unknown = given['FHR_MODE'] === 'production' ? unknownSettings(given).map(unknownSentence) : [];
  const refused = [...unknown, ...productionRefusals(given), ...halfSaid(given)];
  if (refused.length > 0) throw refuseSettings(...refused);
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw refuseSettings(...linesOf(parsed.error));
  return settingsOf(parsed.data);
}

function settingsOf(said: z.infer<typeof environment>): Settings {
  return {
    mode: said.FHR_MODE,
    folder: folderAt(resolve(said.FHR_DATA)),
    port: said.FHR_PORT,
    families: said.FHR_MODE === 'production' ? 0 : said.FHR_FAMILIES,
    origin: said.FHR_ORIGIN,
    authority: said.FHR_AUTHORITY,
    ...(said.FHR_CLOCK !== undefined && { clock: said.FHR_CLOCK }),
    ...(said.FHR_ISSUERS !== undefined && { issuers: readIssuers(said.FHR_ISSUERS, said.FHR_MODE) }),
    ...(said.FHR_ANCHOR !== undefined && { anchor: resolve(said.FHR_ANCHOR) }),
    ...(said.FHR_BACKUP !== undefined && { backup: resolve(said.FHR_BACKUP) }),
    ...witnessesOf(said),
    ...(said.FHR_KEK_COMMAND !== undefined && { kekCommand: said.FHR_KEK_COMMAND }),
    ...storesOf(said),
    ...doorSettingsOf(said, said.FHR_MODE),
    ...watchingOf(said),
  };
}

/** What Linux calls the file system of processes: it says of every new folder that there is none above it, and Node tries for ever. */
const PROC = 0x9fa0;

/**
 * STORE_REFUSED where a file stands in its place, or in that of a folder above it, or no folder can be made there, or it may not
 * be looked into: every file of it would seem not to be there.
 */
function folderAt(path: string): string {
  try {
    return lookedInto(path);
  } catch (error) {
    throw asFolderRefusal(error, path);
  }
}

function lookedInto(path: string): string {
  let there = path;
  while (statSync(there, { throwIfNoEntry: false }) === undefined) there = dirname(there);
  const mayBeMade = there === path || statfsSync(there).type !== PROC;
  if (!statSync(there).isDirectory() || !mayBeMade)
    throw refuseToOpen(`FHR_DATA: ${path} is no folder and cannot be made one.`);
  if (there === path) accessSync(path, constants.R_OK | constants.X_OK);
  return path;
}

function watchingOf(said: z.infer<typeof environment>): WatchingSettings {
  const watching = watchingSettingsOf(said);
  const refused = watchingRefusals(said.FHR_MODE, watching);
  if (refused.length > 0) throw refuseSettings(...refused);
  return watching;
}

type Stores = Pick<Settings, 'store' | 'accessStore' | 'storeUser' | 'keys' | 'keysUser'>;

function storesOf(said: z.infer<typeof environment>): Stores {
  return {
    ...(said.FHR_STORE !== undefined && { store: said.FHR_STORE }),
    ...(said.FHR_ACCESS_STORE !== undefined && { accessStore: said.FHR_ACCESS_STORE }),
    ...(said.FHR_STORE_USER !== undefined && { storeUser: resolve(said.FHR_STORE_USER) }),
    ...(said.FHR_KEYS !== undefined && { keys: said.FHR_KEYS }),
    ...(said.FHR_KEYS_USER !== undefined && { keysUser: resolve(said.FHR_KEYS_USER) }),
  };
}

function witnessesOf(said: z.infer<typeof environment>): Pick<Settings, 'witnesses'> {
  if (said.FHR_WITNESSES !== undefined) return { witnesses: resolve(said.FHR_WITNESSES) };
  return said.FHR_MODE === 'development' ? { witnesses: demoPolicy(resolve(said.FHR_DATA)) } : {};
}

/** Where the witnesses that development runs for itself say that they are there. */
export function demoPolicy(folder: string): string {
  return join(folder, 'witnesses', 'policy');
}
