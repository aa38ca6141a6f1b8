import { describe, expect, test } from '@jest/globals';
import { createTranslate, t } from '../../../server/platform/words.js';

describe('words of pages and e-mails', () => {
  test('an English sentence is its own key', () => {
    expect(t('Sent by {name} on {date}', { name: 'Maren {x}', date: 'Mon' })).toBe('Sent by Maren {x} on Mon');
  });

  test('a placeholder without a value is a programmer’s error, never a hole on a page', () => {
    expect(() => t('Sent by {name}')).toThrow(/name/);
  });

  test('the plural follows the number', () => {
    expect(t.count(1, '{n} day', '{n} days')).toBe('1 day');
    expect(t.count(0, '{n} day', '{n} days')).toBe('0 days');
    expect(t.count(3, '{n} day, {who}', '{n} days, {who}', { who: 'you' })).toBe('3 days, you');
  });

  test.each([['LAPD', 'LAPD’s'], ['Board of Police Commissioners', 'Board of Police Commissioners’'], ['USCIS', 'USCIS’s'], ['Ilse', 'Ilse’s']])('a possessive of %s reads well', (agency, possessive) => {
    expect(t('{agency}’s determination, said {agency}.', { agency })).toBe(`${possessive} determination, said ${agency}.`);
  });

  test('a language file overlays what it has, and English stands in for the rest', () => {
    const translate = createTranslate({ es: { 'Send letter': 'Enviar carta', '{n} days': '{n} días' } });
    expect(translate('Send letter', {}, 'es')).toBe('Enviar carta');
    expect(translate('Send letter')).toBe('Send letter');
    expect(translate('Save draft', {}, 'es')).toBe('Save draft');
    expect(translate.count(3, '{n} day', '{n} days', {}, 'es')).toBe('3 días');
  });
});
