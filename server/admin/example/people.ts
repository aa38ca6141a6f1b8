import type { RoleName } from '../../platform/http/actor.js';

/** The people of the example group. All are invented; their addresses are of a domain that belongs to nobody (RFC 2606). */
export const PEOPLE = {
  maren: { name: 'Maren Oyelaran', email: 'maren@example.org', role: 'owner', title: 'Coordinator' },
  tobias: { name: 'Tobias Winterbourne', email: 'tobias@example.org', role: 'lawyer', title: 'Counsel' },
  imani: { name: 'Imani Falk', email: 'imani@example.org', role: 'advocate', title: 'Records advocate' },
  jun: { name: 'Jun Castellan', email: 'jun@example.org', role: 'advocate', title: 'Records advocate' },
  wren: { name: 'Wren Abara', email: 'wren@example.org', role: 'volunteer', title: '' },
} as const satisfies Record<string, { name: string; email: string; role: RoleName; title: string }>;

export type PersonKey = keyof typeof PEOPLE;

/** Who is there from the first day. */
export const OWNER = 'maren' satisfies PersonKey;

export const GROUP = {
  name: 'Bayside Records Collective (example)',
  settings: { postalAddress: '1 Example Street\nExample City, CA 00000', contactEmail: 'records@example.org', feeCeilingCents: 2500 },
} as const;
