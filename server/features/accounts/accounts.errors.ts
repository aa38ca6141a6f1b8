import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

/** One answer for an unknown address, a wrong password and a person who left: none may be told apart. */
export const signInRefused = () =>
  new AppError('accounts.sign-in-refused', {
    status: 401,
    message: t('This e-mail and password don’t fit together. Try again, or ask an owner of your group for a reset link.'),
  });

export const tooManySignIns = (seconds: number) =>
  new AppError('accounts.too-many-tries', {
    status: 429,
    message: seconds <= 60 ? t('Too many tries. Wait a minute, then try again.') : t('Too many tries. Wait {minutes} minutes, then try again.', { minutes: Math.ceil(seconds / 60) }),
    retryAfter: Math.max(1, Math.ceil(seconds)),
  });

export const signInExpired = () =>
  new AppError('accounts.sign-in-expired', { status: 401, message: t('This sign-in took too long. Begin again with your password.') });

export const wrongCode = () =>
  new AppError('accounts.wrong-code', {
    status: 401,
    message: t('That code doesn’t fit. Wait for the next one in your app and type it here.'),
    fields: { code: t('Six digits, from your app, each used once.') },
  });

export const weakPassword = (why: string) => new AppError('accounts.weak-password', { status: 400, message: why, fields: { password: why } });

export const wrongPassword = () =>
  new AppError('accounts.wrong-password', {
    status: 403,
    message: t('Your present password is not right. Nothing was changed.'),
    fields: { currentPassword: t('This is not your present password.') },
  });

export const setUpClosed = () =>
  new AppError('accounts.set-up-closed', { status: 410, message: t('This server is already set up. Sign in, or ask an owner for an invitation.') });

export const wrongSetUpCode = () =>
  new AppError('accounts.set-up-code', {
    status: 403,
    message: t('This set-up link is not the present one. Use the link the server printed when it last started.'),
  });

export const personNotFound = () => new AppError('accounts.person-not-found', { status: 404, message: t('There is no such person in your group.') });

export const groupNotFound = (id: string) => new AppError('accounts.group-not-found', { status: 404, message: t('There is no group {id}. “list-groups” shows them.', { id }) });

export const lastOwner = () =>
  new AppError('accounts.last-owner', {
    status: 409,
    message: t('This is the group’s last active owner. Make somebody else an owner first.'),
  });

export const alreadyMember = (email: string) =>
  new AppError('accounts.already-member', {
    status: 409,
    message: t('{email} already belongs to your group.', { email }),
    fields: { email: t('Already a member. If they were deactivated, reactivate them on the people page.') },
  });

export const personDeactivated = (name: string) =>
  new AppError('accounts.deactivated', { status: 409, message: t('{name} is deactivated. Reactivate them first.', { name }) });

export const alreadyDeactivated = (name: string) =>
  new AppError('accounts.already-deactivated', { status: 409, message: t('{name} is already deactivated.', { name }) });

export const notDeactivated = (name: string) => new AppError('accounts.not-deactivated', { status: 409, message: t('{name} is active already.', { name }) });

export const invitationNotFound = () =>
  new AppError('accounts.invitation-not-found', { status: 404, message: t('There is no such invitation. Copy the whole link, or ask for a new one.') });

export const invitationOver = (why: 'expired' | 'accepted' | 'revoked') =>
  new AppError(`accounts.invitation-${why}`, {
    status: 410,
    message: {
      expired: t('This invitation has expired. Ask an owner of the group for a new one.'),
      accepted: t('This invitation was already used. Sign in with the password set then.'),
      revoked: t('This invitation was taken back. Ask an owner of the group for a new one.'),
    }[why],
  });

export const linkNotFound = () =>
  new AppError('accounts.link-not-found', { status: 404, message: t('There is no such link. Copy the whole address, or ask an owner for a new one.') });

export const linkOver = () =>
  new AppError('accounts.link-over', { status: 410, message: t('This link was used, taken back or has expired. Ask an owner of your group for a new one.') });

export const tokenNotFound = () => new AppError('accounts.token-not-found', { status: 404, message: t('You have no such API token.') });

export const secondStepOn = () =>
  new AppError('accounts.second-step-on', { status: 409, message: t('Your second step is already on. Turn it off before you set it up anew.') });

export const secondStepNotBegun = () =>
  new AppError('accounts.second-step-not-begun', { status: 409, message: t('Begin by scanning the picture; then type the code your app shows.') });

export const ownSecondStep = () =>
  new AppError('accounts.own-second-step', { status: 409, message: t('Turn your own second step off on your account page, with your password.') });
