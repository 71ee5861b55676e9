import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examineCluster, type ClusterFault } from '#libs/event-store';
import type { Settings } from '#libs/service';
import { finding, type Finding } from './finding.ts';

const MENDS: Readonly<Record<ClusterFault, readonly [code: string, mend: string]>> = {
  UNREACHABLE: [
    'STORE_OUT_OF_REACH',
    'See that the cluster has a leader, and that this machine reaches every node of it.',
  ],
  USER_REFUSED: [
    'STORE_USER_REFUSED',
    'Mend the user of FHR_STORE_USER, or let it read $all and append (docs/operations.md).',
  ],
  MAY_DELETE: [
    'STORE_MAY_BE_DELETED',
    'Take $d from it in the access list of user streams (docs/operations.md).',
  ],
  MAY_CHANGE_SETTINGS: [
    'STORE_MAY_BE_SCAVENGED',
    'Take $mw from it in the access list of user streams (docs/operations.md): what is set to expire, a scavenge removes.',
  ],
  LOST: [
    'STORE_LOST_EVENTS',
    'Stop every node, keep its journal, and make the database again from the longest (docs/operations.md).',
  ],
  NOT_OURS: [
    'STORE_NOT_OURS',
    'Let nothing else write into this database; where events are gone, make it again from the longest journal.',
  ],
};

/** What is wrong with the databases of EventStoreDB that hold the logs, where they do. */
export async function databaseFindings({ folder, ...settings }: Settings): Promise<Finding[]> {
  const logs = [
    { setting: 'FHR_STORE', connection: settings.store, journalFile: join(folder, 'events.db') },
    { setting: 'FHR_ACCESS_STORE', connection: settings.accessStore, journalFile: join(folder, 'access.db') },
  ];
  const user = settings.storeUser === undefined ? undefined : userIn(settings.storeUser);
  if (user === '')
    return finding(
      'STORE_USER_UNREADABLE',
      'The file of FHR_STORE_USER cannot be read.',
      'Let the service’s user read it: chmod 400.',
    );
  const found = await Promise.all(
    logs.map(async ({ setting, connection, journalFile }) =>
      connection === undefined ? [] : await findingsOf(setting, { connection, user, journalFile }),
    ),
  );
  return found.flat();
}

async function findingsOf(setting: string, asked: Parameters<typeof examineCluster>[0]): Promise<Finding[]> {
  return (await examineCluster(asked)).flatMap(({ fault, because }) => {
    const [code, mend] = MENDS[fault];
    return finding(code, `${setting}: ${because}.`, mend);
  });
}

function userIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
