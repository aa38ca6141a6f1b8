import { z } from 'zod';
import { emailSchema, personNameSchema, roleSchema } from '../features/accounts/accounts.schemas.js';
import { operatorAddPerson } from '../features/accounts/operator-add-person.js';
import { command } from './command.js';
import { nameFrom } from './create-group.js';

export const addPersonCommand = command({
  name: 'add-person',
  summary: 'Adds a person to a group; prints an API token and a link to sign in with, both once.',
  usage: '--group ID --email EMAIL --role owner|lawyer|advocate|volunteer [--name NAME]',
  input: z.object({ group: z.uuid({ error: 'it must be a group’s id, as list-groups shows it.' }), email: emailSchema, role: roleSchema, name: personNameSchema.optional() }),
  run: async (context, { group, email, role, name }) => {
    const { personId, token, signInUrl } = await operatorAddPerson(context, { groupId: group, email, role, name: name ?? nameFrom(email) });
    return {
      json: { personId, token, signInUrl },
      text: [`${email} is added as ${role}: ${personId}`, `API token, shown once: ${token}`, `Link to sign in with, good for seven days and once: ${signInUrl}`].join('\n'),
    };
  },
});
