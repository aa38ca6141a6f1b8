import { z } from 'zod';
import { emailSchema, groupNameSchema, personNameSchema } from '../features/accounts/accounts.schemas.js';
import { operatorCreateGroup } from '../features/accounts/operator-create-group.js';
import { command } from './command.js';

export const createGroupCommand = command({
  name: 'create-group',
  summary: 'Makes a group and its owner; prints an API token and a link to sign in with, both once.',
  usage: '--name NAME --owner-email EMAIL [--owner-name NAME]',
  input: z.object({ name: groupNameSchema, 'owner-email': emailSchema, 'owner-name': personNameSchema.optional() }),
  run: async (context, input) => {
    const ownerEmail = input['owner-email'];
    const made = await operatorCreateGroup(context, { name: input.name, ownerEmail, ownerName: input['owner-name'] ?? nameFrom(ownerEmail) });
    const { groupId, personId, token, signInUrl } = made;
    return {
      json: { groupId, personId, token, signInUrl },
      text: [`The group “${input.name}” is made: ${groupId}`, `Its owner is ${ownerEmail}: ${personId}`, `API token, shown once: ${token}`, `Link to sign in with, good for seven days and once: ${signInUrl}`].join('\n'),
    };
  },
});

/** A first name to show until the person gives their own. */
export const nameFrom = (email: string): string => email.split('@')[0] ?? email;
