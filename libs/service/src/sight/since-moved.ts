/** An answer of the read models that is asked for again once they are known to hold more, and not between. */
export function sinceMoved<T>(position: () => number, ask: () => T): () => T {
  let last: { readonly position: number; readonly answer: T } | undefined;
  return () => {
    const at = position();
    if (last?.position !== at) last = { position: at, answer: ask() };
    return last.answer;
  };
}
