const COLUMNS = 'e.position, s.name AS stream, e.revision, e.id, e.type, e.document';
export const LOG = `
  SELECT ${COLUMNS} FROM events e CROSS JOIN streams s ON s.id = e.stream
  WHERE e.position > :after AND e.position <= :through
    AND (:types IS NULL OR e.type IN (SELECT value FROM json_each(:types)))
    AND (:prefixes IS NULL OR EXISTS (SELECT 1 FROM json_each(:prefixes) p WHERE substr(s.name, 1, length(p.value)) = p.value))
  ORDER BY e.position LIMIT :limit`;
export const WHOLE = `
  SELECT ${COLUMNS}, e.ends_append FROM events e JOIN streams s ON s.id = e.stream WHERE e.position > ? ORDER BY e.position LIMIT ?`;
export const TEXTS = `
  SELECT e.position, e.revision, CAST(e.document AS TEXT) AS text FROM streams s JOIN events e ON e.stream = s.id
  WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`;
export const TEXTS_OF_TYPES = `
  SELECT e.position, e.revision, CAST(e.document AS TEXT) AS text FROM streams s JOIN events e ON e.stream = s.id
  WHERE s.name = ? AND e.revision <= ? AND e.type IN (SELECT value FROM json_each(?)) ORDER BY e.revision`;
export const TEXTS_AFTER = `
  SELECT position, revision, CAST(document AS TEXT) AS text FROM events WHERE position > ? ORDER BY position LIMIT ?`;
export const COPIES = `
  SELECT e.position, s.name, e.revision, lower(hex(e.id)), e.type, e.ends_append, CAST(e.document AS TEXT)
  FROM events e LEFT JOIN streams s ON s.id = e.stream WHERE e.position > ? ORDER BY e.position LIMIT ?`;
export const ENDS = `
  SELECT s.name AS stream, e.revision, e.position FROM streams s JOIN events e ON e.stream = s.id AND e.revision =
    (SELECT revision FROM events WHERE stream = s.id AND position < ? ORDER BY revision DESC LIMIT 1)`;
/** Names are of printable ASCII: DEL stands behind all of it. */
export const STREAMS = `SELECT name FROM streams WHERE name >= :prefix AND name < :prefix || char(127) ORDER BY name`;
export const ROWS = `
  SELECT e.position, e.id, e.document, e.ends_append FROM streams s JOIN events e ON e.stream = s.id
  WHERE s.name = ? AND e.revision BETWEEN ? AND ? ORDER BY e.revision`;
export const DOCUMENT = 'SELECT document FROM events WHERE position = ?';
export const HEAD = 'SELECT ifnull(max(position), -1) AS head FROM events';
export const REVISION =
  'SELECT ifnull(max(revision), -1) AS revision FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)';
export const EVENT = `SELECT ${COLUMNS} FROM events e JOIN streams s ON s.id = e.stream WHERE e.id = ?`;

/** A part of a stream; its limit is the last of its values. */
export function ofStream(order: 'ASC' | 'DESC'): string {
  return `SELECT ${COLUMNS} FROM streams s JOIN events e ON e.stream = s.id
    WHERE s.name = ? AND e.revision BETWEEN ? AND ? ORDER BY e.revision ${order} LIMIT ?`;
}
