import { createHash, randomBytes, randomInt } from 'node:crypto';

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, so that keys sort by the time they were made.
 * @param at milliseconds since the epoch
 */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret of 256 random bits, URL-safe. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Hex SHA-256: how secrets are stored and looked up. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const REPLY_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The local part of a reply address: 13 letters of a 32-letter alphabet (65 random bits) that survive being read aloud. */
export function newReplyToken(): string {
  let token = '';
  for (let i = 0; i < 13; i += 1) token += REPLY_ALPHABET[randomInt(32)];
  return token;
}
