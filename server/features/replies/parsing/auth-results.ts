import type { MailHeaders } from './mail-headers.js';
import { cleanLine, type MailAuth } from './parsed-mail.js';

/** What servers reported of the sender (RFC 8601), the topmost of each kind: the last server to touch the mail wrote it. Anybody may have written the rest. */
export function authOf(headers: MailHeaders): MailAuth {
  const reports = headers.all('authentication-results').slice(0, 20).map((value) => cleanLine(withoutComments(value)).slice(0, 4000));
  const result = (method: string): string | null => {
    for (const report of reports) {
      const found = new RegExp(String.raw`(?:^|[;\s])${method}\s*=\s*([a-z]{1,20})`, 'i').exec(report);
      if (found?.[1]) return found[1].toLowerCase();
    }
    return null;
  };
  const received = /^\s*([a-z]{1,20})\b/i.exec(headers.all('received-spf')[0] ?? '')?.[1]?.toLowerCase() ?? null;
  return { spf: result('spf') ?? received, dkim: result('dkim'), dmarc: result('dmarc'), by: /^([a-z0-9.-]{1,255})\s*(?:\d+\s*)?;/i.exec(reports[0] ?? '')?.[1] ?? null };
}

const withoutComments = (value: string): string => value.replace(/\([^()]*\)/g, ' ');
