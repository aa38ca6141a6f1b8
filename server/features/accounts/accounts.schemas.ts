import { z } from 'zod';
import { t } from '../../platform/words.js';

export const ROLES = ['owner', 'lawyer', 'advocate', 'volunteer'] as const;

const LONGEST_TYPED = 1024;

/** Kept in one case, so that an address signs in however it is typed. */
export const emailSchema = z
  .string({ error: t('Type an e-mail address.') })
  .trim()
  .toLowerCase()
  .max(254, { error: t('This address is too long.') })
  .pipe(z.email({ error: t('Type an e-mail address like name@example.org.') }));

export const personNameSchema = z
  .string({ error: t('Type a name.') })
  .trim()
  .min(1, { error: t('Type a name.') })
  .max(120, { error: t('Use at most 120 characters.') });

export const groupNameSchema = z
  .string({ error: t('Type the group’s name.') })
  .trim()
  .min(2, { error: t('Type the group’s name.') })
  .max(120, { error: t('Use at most 120 characters.') });

/** Only its shape; whether it is strong enough is judged with the names around it. */
export const passwordSchema = z.string({ error: t('Type a password.') }).min(1, { error: t('Type a password.') }).max(LONGEST_TYPED, { error: t('This is too long.') });

export const roleSchema = z.enum(ROLES, { error: t('Choose a role: owner, lawyer, advocate or volunteer.') });

export const personParams = z.object({ personId: z.uuid() });
export const tokenParams = z.object({ tokenId: z.uuid() });
export const invitationParams = z.object({ invitationId: z.uuid() });
/** A secret as `newSecret` makes them. */
export const secretParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

export const setUpQuery = z.object({ code: z.string().max(100).default('') });

export const setUpBody = z.object({
  code: z.string().max(100).default(''),
  groupName: groupNameSchema,
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
});

export const signInQuery = z.object({ next: z.string().max(2000).optional() });

export const signInBody = z.object({
  email: z.string().trim().toLowerCase().min(1, { error: t('Type your e-mail address.') }).max(254),
  password: passwordSchema,
  next: z.string().max(2000).optional(),
});

export const codeBody = z.object({
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: t('Type the six digits your app shows.') })),
});

export const chooseGroupBody = z.object({ personId: z.uuid({ error: t('Choose a group.') }) });

export const namedPasswordBody = z.object({ name: personNameSchema, password: passwordSchema });
export const passwordBody = z.object({ password: passwordSchema });
export const changePasswordBody = z.object({ currentPassword: passwordSchema, password: passwordSchema });
export const presentPasswordBody = z.object({ currentPassword: passwordSchema });

export const inviteBody = z.object({ email: emailSchema, role: roleSchema });
export const roleBody = z.object({ role: roleSchema });

export const newTokenBody = z.object({
  name: z
    .string({ error: t('Say what the token is for.') })
    .trim()
    .min(1, { error: t('Say what the token is for.') })
    .max(80, { error: t('Use at most 80 characters.') }),
});

export const pageQuery = z.object({
  cursor: z.uuid().optional().meta({ description: 'The `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
