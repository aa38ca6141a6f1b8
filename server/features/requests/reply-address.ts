/**
 * Where an agency's reply goes: the request's own address. Without a reply domain no such address works, so the group's own mailbox
 * stands in, when it has one.
 */
export function replyAddressOf(input: { replyToken: string; replyDomain: string; contactEmail: string }): string {
  const own = `${input.replyToken}@${input.replyDomain}`;
  return input.replyDomain === 'localhost' && input.contactEmail.trim() !== '' ? input.contactEmail.trim() : own;
}
