import { isIPv6 } from 'node:net';

/**
 * The network an address belongs to, as far as one visitor is concerned: IPv4 as it is, of IPv6 the first 64 bits, because one household or server has
 * all addresses below them (RFC 6177).
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.split('::');
  const parts = (half: string | undefined): string[] => (half ? half.split(':') : []);
  // Dotted ends stand for two groups; they lie beyond the first four either way.
  const after = parts(tail).flatMap((part) => (part.includes('.') ? ['0', '0'] : [part]));
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - parts(head).length - after.length) }, () => '0');
  const groups = [...parts(head), ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
