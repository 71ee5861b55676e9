import { EventStoreDBClient } from '@eventstore/db-client';

/** All that a database of EventStoreDB shows, read as anyone's client does. */
export async function documentsIn({ connection }: { readonly connection: string }): Promise<string> {
  const client = EventStoreDBClient.connectionString(connection);
  const documents: string[] = [];
  for await (const { event } of client.readAll()) documents.push(JSON.stringify(event?.data));
  await client.dispose();
  return documents.join('\n');
}
