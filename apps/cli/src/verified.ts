import type { Verified, VerifiedRecord } from '#libs/service';

/** What was found in the bytes of a record, in sentences; of its access log too, where that was read. */
export function verifiedInWords(found: Verified & Partial<Pick<VerifiedRecord, 'access'>>): string {
  const { ok, events, root, checkpoint, firstBad, findings, access } = found;
  const signed = checkpoint === null ? 'nothing is signed yet' : `signed over ${checkpoint.size}`;
  const looked = access === undefined ? '' : `, and ${access.events} of the access log`;
  const lines = [
    ok ? `${events} events${looked}, as they were written; ${signed}.` : 'Not as it was written.',
  ];
  if (firstBad !== null)
    lines.push(
      `First bad event: position ${firstBad.position}, ${firstBad.stream ?? 'no stream'} revision ${firstBad.revision ?? '-'}.`,
    );
  return [...lines, ...findings, `Root: ${root}`].join('\n');
}
