import type { Fact, FactOf } from '../fact.ts';
import { FOREVER, type Tables } from '../projection.ts';

/** A member as said from here on; where they live is as was said before, where it is not said again. */
export function beginMembership(
  { stream, position, data }: FactOf<'MemberJoined' | 'MemberRoleChanged'>,
  tables: Tables,
  livedHere: string | null = null,
): void {
  const { person, role = null, livesHere = livedHere } = data;
  tables.run(
    'INSERT INTO members (person, family, from_position, until, role, lives_here) VALUES (?, ?, ?, ?, ?, ?)',
    person,
    stream,
    position,
    FOREVER,
    role,
    livesHere,
  );
}

/** The membership that ended, where there was one. */
export function endMembership(
  { position, stream }: Fact,
  person: string,
  tables: Tables,
): { readonly livesHere: string | null } | undefined {
  return tables.one<{ livesHere: string | null }>(
    `UPDATE members SET until = ? WHERE person = ? AND family = ? AND until = ?
     RETURNING lives_here AS livesHere`,
    position,
    person,
    stream,
    FOREVER,
  );
}
