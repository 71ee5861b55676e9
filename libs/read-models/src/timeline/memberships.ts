// Of a row of `members`, as SQL.

/** Whether what made somebody a member was voided, or the merge by which they came was reversed, as of a position. */
export function isVoid(members: string, position: string): string {
  return `(EXISTS (SELECT 1 FROM versions u WHERE u.target = ${members}.since AND u.voided = 1
      AND u.from_position <= ${position} AND u.until > ${position})
    OR ${members}.until <= ${position} AND ${wentBack(members)})`;
}

/** Whether a member left as the merge by which they came was reversed: they were never of the family. */
export function wentBack(members: string): string {
  return `EXISTS (SELECT 1 FROM events b WHERE b.position = ${members}.until AND b.data ->> '$.reason' = 'MERGE_REVERSED')`;
}
