import { cleanLine } from './parsed-mail.js';

/** What a server says of one recipient (RFC 3464). */
export interface RecipientStatus {
  /** The address written to, then the one it became, when they differ. */
  readonly addresses: readonly string[];
  /** 'failed', 'delayed', 'delivered', 'relayed', 'expanded', lower case. */
  readonly action: string;
  /** '5.1.1'; '' when it says none. */
  readonly status: string;
}

const MOST = 200;

/** Recipients of a message/delivery-status part. Groups are parted by empty lines; the first speaks of the whole message. */
export function recipientsIn(report: string): RecipientStatus[] {
  const groups = report.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ').split(/\n\s*\n/).slice(0, MOST);
  return groups.flatMap((group) => {
    const field = (name: string): string => cleanLine(new RegExp(String.raw`^${name}[ \t]*:(.*)$`, 'im').exec(group)?.[1] ?? '');
    const action = field('Action').toLowerCase().split(/[\s(]/)[0] ?? '';
    const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('Status'))?.[0] ?? '';
    const addresses = [field('Original-Recipient'), field('Final-Recipient')].map((value) => value.replace(/^[^;]*;/, '').replace(/[<>\s]/g, '')).filter((address) => address.includes('@'));
    const once = addresses.filter((address, index) => addresses.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === index);
    return action === '' && once.length === 0 ? [] : [{ addresses: once, action, status }];
  });
}
