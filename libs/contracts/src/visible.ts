/** What shows nothing by itself: joiners, fillers, marks of direction and the like, by the Unicode standard; a blank of Braille. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** What is written on another character. */
const MARKS = /\p{M}/gu;

/** The part of a text that somebody can see, without space around it: what it says is judged by that, and kept as it came. */
export function visible(text: string): string {
  return text.replace(UNSEEN, '').trim();
}

/** Whether nobody can see anything in a text: it is empty, of spaces, or of what shows nothing by itself. */
export function saysNothing(text: string): boolean {
  return visible(text).replace(MARKS, '').trim() === '';
}
