import { personaNames, personas, type PersonaName } from '#libs/access';

/** What each persona does, in the words of the documents. */
const WORK: Readonly<Record<PersonaName, string>> = {
  practitioner: 'Keyworker: steps levels of own episodes',
  coordinator: 'Triage: registers and triages requests',
  chair: 'Chair of a panel: decides',
  partner: 'A school: what was disclosed to it, and its own part',
  'social-worker': 'Social worker: answers step-ups',
  auditor: 'Case auditor: replays families',
  quality: 'Quality assurance: samples and audits',
  manager: 'Manager: opens, hands over, closes',
  'privacy-officer': 'Data protection: reviews, holds, erasures',
  system: 'The record\u2019s own work',
  administrator: 'Administrator: opens no record of people',
};

const STYLE =
  'body{font:1.2rem/1.5 Arial,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}' +
  'ul{list-style:none;padding:0}button{font:inherit;width:100%;text-align:left;margin:.25rem 0;padding:.5rem}' +
  'button:focus-visible{outline:3px solid #000;outline-offset:2px}span{display:block;font-size:1rem}';

/** The security policy of the page: it loads nothing, runs nothing, and is shown in no other. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** A page on which a developer says who they are; each button sends its persona back to where the page is. */
export function personaPage(client: string): string {
  const buttons = personaNames.map(
    (name) =>
      `<li><button name="persona" value="${name}">${name}<span>${WORK[name]} (${personas[name].role})</span></button></li>`,
  );
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Sign in: Family Help Record, development</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main><h1>Who are you?</h1>
<p>A development record asks no password. You go on to <strong>${escaped(client)}</strong> as:</p>
<form method="post"><ul>${buttons.join('')}</ul></form></main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
