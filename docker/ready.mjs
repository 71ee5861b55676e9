// Ends with 0 where the service of this container takes work: asked where it says that it is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { address } = JSON.parse(readFileSync(join(process.env.FHR_DATA ?? 'data', 'service.json'), 'utf8'));
const answer = await fetch(new URL('/readyz', address), { signal: AbortSignal.timeout(4_000) });
if (!answer.ok) process.stdout.write(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
