import { Secret, TOTP } from 'otpauth';

/** Seconds a code lasts; what every authenticator app assumes (RFC 6238 § 5.2). */
const PERIOD_SECONDS = 30;

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: 'Tenday', label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });

/** 160 random bits (RFC 4226 § 4), in base32 as apps take them. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The `otpauth://` address that the picture for the app carries. */
export const totpUri = (secret: string, label: string): string => totpOf(secret, label).toString();

/**
 * The time step a code belongs to, or null when it fits none. One step either side is allowed for clocks that differ (RFC 6238 § 6).
 * Whoever takes a code keeps its step and takes no code of that step or an earlier one again (§ 5.2: once only).
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: at.getTime(), window: 1 });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
}
