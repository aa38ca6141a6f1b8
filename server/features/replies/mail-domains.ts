/** Mail of anybody: a domain of these says nothing about who writes. Portals' vendors serve many agencies. */
const ANYBODY = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com', 'aol.com', 'icloud.com', 'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'gmx.com', 'gmx.net', 'mail.com',
  'nextrequest.com', 'govqa.us', 'mycusthelp.com', 'mycusthelp.net', 'govoutreach.com', 'civicplus.com', 'muckrock.com', 'onmicrosoft.com',
]);

/** The domain of an address or of a portal's place, lower case; null when there is none. */
export function domainOf(text: string): string | null {
  const after = text.includes('@') ? text.slice(text.lastIndexOf('@') + 1) : text.replace(/^https?:\/\//i, '');
  const [domain] = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+/.exec(after.trim().toLowerCase()) ?? [];
  return domain ?? null;
}

/**
 * The part of a domain that one body owns: `lacity.org` of `recordsrequest.lacity.org`. Where states or towns share an ending (`ca.gov`,
 * `ca.us`) one name more.
 * @returns null for a domain anybody writes from
 */
export function ownedDomain(domain: string): string | null {
  const names = domain.split('.');
  const length = /\.[a-z]{2}\.us$/.test(domain) ? 4 : /(?:^|\.)[a-z]{2}\.gov$|\.(?:co|com|org|gov|net|ac)\.[a-z]{2}$/.test(domain) ? 3 : 2;
  const owned = names.slice(-length).join('.');
  return names.length < length || ANYBODY.has(owned) ? null : owned;
}

/** Whether two addresses, or places of portals, are of one body, as far as their domains show. */
export function sameBody(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => ownedDomain(domainOf(text) ?? ''));
  return Boolean(one) && one === two;
}
