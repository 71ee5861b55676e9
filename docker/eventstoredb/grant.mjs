// Gives the service's user what it needs of an EventStoreDB cluster, and no more: to read everything, and to append. Nobody
// but an administrator may delete streams or change their settings then. To be run once a cluster; again, it changes nothing.
//
// ESDB: its connection.  ESDB_HTTP: its address for users.  ESDB_ADMIN, FHR_STORE_USER: files that hold name:password.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

/** What a new cluster's administrator has. */
const FIRST_PASSWORD = 'changeit';

const { ESDB = '', ESDB_HTTP = '', ESDB_ADMIN = '', FHR_STORE_USER = '' } = process.env;
const admin = userIn(ESDB_ADMIN);
const user = userIn(FHR_STORE_USER);

await ownPassword();
await makeUser();
await grant();

function userIn(file) {
  const [name, ...password] = readFileSync(file, 'utf8').trim().split(':');
  return { name, password: password.join(':') };
}

function asked(path, { as = admin.password, ...request } = {}) {
  const authorization = `Basic ${Buffer.from(`${admin.name}:${as}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return fetch(new URL(path, ESDB_HTTP), { ...request, headers });
}

async function must(answer, ...statuses) {
  if (!statuses.includes(answer.status)) throw new Error(`${answer.url} answered ${answer.status}`);
}

/** The administrator's password is the one of the file from now on. */
async function ownPassword() {
  if ((await asked(`/users/${admin.name}`)).status === 200) return;
  const body = JSON.stringify({ newPassword: admin.password });
  const path = `/users/${admin.name}/command/reset-password`;
  await must(await asked(path, { as: FIRST_PASSWORD, method: 'POST', body }), 200);
}

async function makeUser() {
  const { name: loginName, password } = user;
  const body = JSON.stringify({ loginName, fullName: 'Family Help Record', groups: [], password });
  await must(await asked('/users/', { method: 'POST', body }), 201, 409);
}

async function grant() {
  const client = EventStoreDBClient.connectionString(ESDB);
  const credentials = { username: admin.name, password: admin.password };
  const [both, admins] = [['$admins', user.name], '$admins'];
  const onlyAppends = { $r: both, $w: both, $d: admins, $mr: both, $mw: admins };
  const onlyAdmins = { $r: admins, $w: admins, $d: admins, $mr: admins, $mw: admins };
  const acls = { $userStreamAcl: onlyAppends, $systemStreamAcl: onlyAdmins };
  await client.setStreamMetadata('$all', { acl: { readRoles: both } }, { credentials });
  const settings = jsonEvent({ id: randomUUID(), type: 'update-default-acl', data: acls });
  await client.appendToStream('$settings', settings, { credentials });
  await client.dispose();
}
