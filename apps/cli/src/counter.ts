/** On a terminal what is done and how far it has come, on one line that is written over; nothing elsewhere. */
export function counter() {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  return {
    show: (doing: string, events: number) => void stderr.write(`\r\x1b[2K${doing}: ${events} events`),
    stop: () => void stderr.write('\r\x1b[2K'),
  };
}
