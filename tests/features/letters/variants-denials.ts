import { type Given, type Told, numbers, received } from './situations.js';

const came: Told = { type: 'produced', date: '2026-10-08', details: { items: [{ n: 1, complete: true }] } };

/** Letters on refusals, on what is cut out or not found, of the end stage and of courtesy; one for each way they can read. */
export const DENIALS: readonly [string, Given][] = [
  ['cpra-withdrawal', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01')] }],
  ['cpra-withdrawal.rest', { letter: 'cpra-withdrawal', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
  ['cpra-narrowing', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 3: the list as it stands today', later: 'Item 3: older versions\nItem 2' } }],
  ['cpra-narrowing.order', { letter: 'cpra-narrowing', today: '2026-10-09', numbers, facts: [received('2026-10-01')], inputs: { first: 'Item 1' } }],
  ['cpra-thanks', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), { ...came, details: { items: [1, 2, 3].map((n) => ({ n, complete: true })) } }] }],
  ['cpra-thanks.open', { letter: 'cpra-thanks', today: '2026-10-09', numbers, facts: [received('2026-10-01'), came] }],
];
