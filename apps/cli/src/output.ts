/** Prints the answer: one JSON object, or text made for people. */
export function answer(json: boolean, value: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text()}\n`);
}
