/** A name in one text as the record keeps it: the last word is the family name. */
export function namesOf(text: string): { family: string; given?: string } {
  const words = text.trim().split(/\s+/u);
  const family = words.pop() ?? '';
  return { family, ...(words.length > 0 && { given: words.join(' ') }) };
}
