import { type Given, type Told, numbers, received } from './situations.js';

const came: Told = { type: 'produced', date: '2026-10-08', details: { items: [{ n: 1, complete: true }] } };

const GROUNDS: Readonly<Record<string, string>> = {
  X1: 'Section 7923.600', X2: 'unduly burdensome', X3: 'privacy of drivers', X4: 'Evidence Code 1040', X5: 'Penal Code 832.7', X6: 'Civil Code 1798.90.55(b)', X7: '8 CFR 236.6', X8: 'Section 7927.200', X9: 'Section 7927.500',
  X10: 'attorney-client privilege', X11: 'Section 7929.210', X12: 'Penal Code 13300', X13: 'trade secret', X14: 'federal record',
};
export const denied = (date: string, details: object): Told => ({ type: 'denial', date, details: { items: [1, 2], ...details } });
const dispute = (...ids: string[]): Given => ({ letter: 'cpra-denial-dispute', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { items: [1], exemptions: ids.map((id) => GROUNDS[id] ?? id) })] });

/** Letters on refusals, on what is cut out or not found, of the end stage and of courtesy; one for each way they can read. */
export const DENIALS: readonly [string, Given][] = [
  ['cpra-withdrawal', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01')] }],
  ['cpra-withdrawal.rest', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
  ['cpra-narrowing', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 3: the list as it stands today', later: 'Item 3: older versions\nItem 2' } }],
  ['cpra-narrowing.order', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 1' } }],
  ['cpra-thanks', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), { ...came, details: { items: [1, 2, 3].map((n) => ({ n, complete: true })) } }] }],
  ...([
    ['oral', { inWriting: false, exemptions: ['Section 7923.600'] }], ['no-ground', { groundsGiven: false }], ['no-reason', { exemptions: ['Section 7923.600'], groundsGiven: false }], ['no-link', { exemptions: ['Section 7923.600', 'Section 7922.000'], ground: 'Security of systems.' }],
    ['no-person', { ground: 'Privacy.', nameGiven: false, titleGiven: false }], ['no-name', { ground: 'Privacy.', nameGiven: false }], ['no-title', { ground: 'Privacy.', titleGiven: false }],
    ['several', { exemptions: ['Section 7923.600', 'Section 7922.000'], groundsGiven: false, nameGiven: false, titleGiven: false }],
  ] as const).map(([name, details]): [string, Given] => [`cpra-denial-incomplete.${name}`, { letter: 'cpra-denial-incomplete', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', details)] }]),
  ['cpra-denial-incomplete.vendor', { letter: 'cpra-denial-incomplete', today: '2026-10-20', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { ground: 'Ours.', nameGiven: false })], inputs: { byVendor: 'Flock Safety' } }],
  ...Object.keys(GROUNDS).map((id): [string, Given] => [`cpra-denial-dispute.${id.toLowerCase()}`, dispute(id)]),
  ['cpra-denial-dispute.unknown', dispute('Section 7928.000')],
  ['cpra-denial-dispute.facts', { ...dispute('X6', 'X9'), inputs: { factsX6: 'Item 1 asks for the agreement', factsX9: 'The Board adopted the policy on December 8, 2020.', withoutX9: 'on', offer: 'One month as a sample\nThe list without its last column' } }],
  ['cpra-denial-dispute.completed', { letter: 'cpra-denial-dispute', today: '2026-10-30', numbers, facts: [received('2026-10-01'), denied('2026-10-08', { ground: 'Privacy of drivers.', nameGiven: false })], written: [{ slug: 'cpra-denial-incomplete', on: '2026-10-14', about: ['incomplete:1:name', 'incomplete:2:name'] }] }],
  ['cpra-thanks.open', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
];
