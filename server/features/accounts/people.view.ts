import type { Actor } from '../../platform/http/actor.js';
import { formatInstant } from '../../platform/views-dates.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { InvitationRow, PersonRow } from './accounts.queries.js';
import { roleWord } from './roles.view.js';

export interface PersonLine {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Page where an owner changes things; null for those who may not. */
  readonly href: string | null;
  readonly state: StateWord;
  /** “Second step on”, … */
  readonly secondStep: string;
  /** “3 requests under way”; null when none. */
  readonly looksAfter: string | null;
}

export interface PeopleView {
  readonly people: readonly PersonLine[];
  readonly older: string | null;
  readonly mayManage: boolean;
  readonly invitations: readonly { readonly email: string; readonly role: string; readonly state: StateWord; readonly revoke: string }[];
}

export function peopleView(given: { people: readonly PersonRow[]; next: string | null; invitations: readonly InvitationRow[]; actor: Actor; mayManage: boolean }): PeopleView {
  const { actor, mayManage } = given;
  return {
    people: given.people.map((person) => ({
      name: person.name, email: person.email, role: roleWord(person.role), href: mayManage ? `/people/${person.id}` : null, state: stateOf(person, actor.timeZone),
      secondStep: person.hasSecondStep ? t('Second step on') : t('No second step'), looksAfter: looksAfter(person),
    })),
    older: given.next ? `/people?cursor=${given.next}` : null,
    mayManage,
    invitations: given.invitations.map((invitation) => ({
      email: invitation.email, role: roleWord(invitation.role), revoke: `/people/invitations/${invitation.id}/revoke`, state: invitationState(invitation, actor.timeZone),
    })),
  };
}

function stateOf(person: PersonRow, zone: string): StateWord {
  if (person.deactivatedAt) return { tone: 'closed', words: t('Deactivated {when}', { when: formatInstant(person.deactivatedAt, zone) }) };
  if (!person.hasPassword) return { tone: 'waiting', words: t('Has not signed in yet') };
  if (!person.lastSeenAt) return { tone: 'waiting', words: t('Not seen yet') };
  return { tone: 'done', words: t('Seen {when}', { when: formatInstant(person.lastSeenAt, zone) }) };
}

function invitationState(invitation: InvitationRow, zone: string): StateWord {
  const when = formatInstant(invitation.expiresAt, zone);
  return invitation.expired ? { tone: 'closed', words: t('Expired {when}', { when }) } : { tone: 'waiting', words: t('Open until {when}', { when }) };
}

const looksAfter = (person: PersonRow): string | null =>
  person.openRequests > 0 ? t.count(person.openRequests, '{n} request under way', '{n} requests under way') : null;

export interface PersonView {
  readonly name: string;
  readonly path: string;
  readonly state: StateWord;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly isActive: boolean;
  readonly isMe: boolean;
  readonly hasSecondStep: boolean;
  /** Warns that somebody must take over; null when they look after nothing. */
  readonly handOver: string | null;
}

export function personView(person: PersonRow, actor: Actor): PersonView {
  return {
    name: person.name,
    path: `/people/${person.id}`,
    state: stateOf(person, actor.timeZone),
    facts: [
      { label: t('E-mail'), value: person.email },
      { label: t('Role'), value: roleWord(person.role) },
      { label: t('Here since'), value: formatInstant(person.createdAt, actor.timeZone, { year: true }) },
      { label: t('Second step'), value: person.hasSecondStep ? t('On') : t('Off') },
      { label: t('Looks after'), value: looksAfter(person) ?? t('No request under way') },
    ],
    isActive: person.deactivatedAt === null,
    isMe: person.id === actor.personId,
    hasSecondStep: person.hasSecondStep,
    handOver: person.openRequests > 0 ? t.count(person.openRequests, 'Warnings of {n} request under way go to {name}. Give it to somebody else first.', 'Warnings of {n} requests under way go to {name}. Give them to somebody else first.', { name: person.name }) : null,
  };
}
