interface Replied {
  readonly replyToken: string;
  readonly replyDomain: string;
  readonly contactEmail: string;
}

const NO_DOMAIN = 'localhost';

/**
 * Where an agency's reply goes: the request's own address. Without a reply domain no such address works, so the group's own mailbox
 * stands in, when it has one.
 */
export function replyAddressOf(input: Replied): string {
  const own = `${input.replyToken}@${input.replyDomain}`;
  return input.replyDomain === NO_DOMAIN && input.contactEmail.trim() !== '' ? input.contactEmail.trim() : own;
}

/** The same where mail to it arrives; null where neither is there. */
export function workingReplyAddress(input: Replied): string | null {
  return input.replyDomain === NO_DOMAIN && input.contactEmail.trim() === '' ? null : replyAddressOf(input);
}
