import { describe, expect, test } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import express from 'express';
import request from 'supertest';
import { projectRoot } from '../../../server/platform/paths.js';
import { assetPath, assetRoutes } from '../../../server/platform/static.js';
import * as dates from '../../../server/platform/views-dates.js';
import { createViews } from '../../../server/platform/views.js';
import { plainLayout } from '../../../server/platform/views.view.js';
import { createTranslate, t } from '../../../server/platform/words.js';
import { advocateFrame, allBanners, volunteerFrame } from '../../fixtures/views/frame.js';
import { requestPage, requestPresumed } from '../../fixtures/views/request-page.js';
import { samples } from '../../fixtures/views/samples.js';
import { styleguide } from '../../fixtures/views/styleguide.js';
import { todayEmpty, todayFull } from '../../fixtures/views/today.js';

describe('assets', () => {
  const app = express().use(assetRoutes());

  describe('assets', () => {
    test.each([
      ['tenday.css', 'text/css; charset=utf-8'], ['uswds/css/uswds.min.css', 'text/css; charset=utf-8'], ['scripts/tenday.js', 'text/javascript; charset=utf-8'], ['htmx/htmx.min.js', 'text/javascript; charset=utf-8'],
      ['uswds/img/sprite.svg', 'image/svg+xml; charset=utf-8'], ['images/tenday.svg', 'image/svg+xml; charset=utf-8'], ['uswds/fonts/public-sans/PublicSans-Regular.woff2', 'font/woff2'],
    ])('%s is served and may be kept for a year', async (name, type) => {
      const answer = await request(app).get(assetPath(name));
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe(type);
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    });

    test('text goes out compressed to those who can read it, and whole to those who can’t', async () => {
      const zipped = await request(app).get(assetPath('tenday.css')).set('Accept-Encoding', 'gzip');
      const whole = await request(app).get(assetPath('tenday.css')).set('Accept-Encoding', 'identity');
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(whole.headers['content-encoding']).toBeUndefined();
      expect(zipped.text).toBe(whole.text);
      expect(zipped.headers['vary']).toMatch(/accept-encoding/i);
    });

    test('a page kept open across an update gets today’s file, not to be kept', async () => {
      const answer = await request(app).get('/assets/0123456789ab/tenday.css');
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toBe('no-cache');
    });

    test.each([
      'scripts/..%2fstyles%2f10-tokens.css', 'images/..%2f..%2fdist%2fserver%2fplatform%2fstatic.js', 'scripts/%2e%2e%2fstyles%2f10-tokens.css', 'uswds/../../../package.json', 'constructor/x.js', 'scripts', 'uswds/css', 'scripts/absent.js',
      'uswds/scss/uswds.scss',
    ])('%s is nothing of ours to give', async (name) => {
      const answer = await request(app).get(assetPath(name));
      expect(answer.status).toBe(404);
    });

    test('every font and picture the style sheet names exists', async () => {
      const css = (await request(app).get(assetPath('tenday.css'))).text;
      const names = [...css.matchAll(/url\(([^)]+)\)/g)].map((match) => match[1] ?? '');
      expect(names.length).toBeGreaterThan(3);
      for (const name of names) expect((await request(app).get(assetPath(name))).status).toBe(200);
    });

    test('every icon a template names is in the sprite', async () => {
      const sprite = (await request(app).get(assetPath('uswds/img/sprite.svg')).buffer(true)).body.toString() as string;
      const folder = path.join(projectRoot, 'templates');
      const templates = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));
      const icons = templates.flatMap((file) => [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/\bicon[ =]"([a-z_]+)"/g)].map((match) => match[1] ?? ''));
      expect(icons.length).toBeGreaterThan(10);
      expect([...new Set(icons)].filter((name) => !sprite.includes(`id="${name}"`))).toEqual([]);
    });
  });
});

describe('dates', () => {
  const LA = 'America/Los_Angeles';
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  describe('dates on pages', () => {
    test('read as the product writes them', () => {
      expect(plain(dates.formatDate('2026-11-30'))).toBe('Mon, Nov 30, 2026');
      expect(plain(dates.formatShortDate('2026-11-30'))).toBe('Mon, Nov 30');
      expect(plain(dates.formatMonthDate('2026-12-01'))).toBe('Dec 1');
      expect(plain(dates.formatLetterDate('2026-11-24'))).toBe('November 24, 2026');
      expect(dates.formatWeekday('2026-11-26')).toBe('Thu');
    });

    test('are one unbreakable piece', () => {
      expect(dates.formatDate('2026-11-30')).not.toMatch(/ /);
      expect(dates.formatShortDate('2026-11-30')).not.toMatch(/ /);
      expect(dates.unbrokenPieces('by Mon, Nov 30, 2026 at 4:12 pm')).toBe('by Mon,\u00a0Nov\u00a030,\u00a02026 at 4:12\u00a0pm');
    });

    test.each(['2026-02-29', '2026-13-01', '26-01-01', '', '2026-11-30T00:00:00Z'])('%p is refused, never guessed at', (wrong) => {
      expect(() => dates.formatDate(wrong)).toThrow(RangeError);
    });

    test('sections keep their sign and number together', () => {
      expect(dates.unbrokenPieces('Gov. Code § 7922.535(a); CCP §§ 12, 12a')).toBe('Gov. Code §\u00a07922.535(a); CCP §§\u00a012, 12a');
    });

    test('speak the reader’s language when there is one', () => {
      expect(plain(dates.formatDate('2026-11-30', 'es'))).toMatch(/lun.*30.*nov.*2026/);
    });
  });

  describe('instants', () => {
    test('are shown by the clocks of the given zone, whatever zone the server is in', () => {
      expect(plain(dates.formatInstant('2026-11-24T17:47:00Z', LA))).toBe('Tue, Nov 24, 9:47 am');
      expect(plain(dates.formatInstant(new Date('2026-11-25T02:05:00Z'), 'America/New_York', { year: true }))).toBe('Tue, Nov 24, 2026, 9:05 pm');
      expect(plain(dates.formatInstant('2026-11-17T00:12:00Z', LA, { year: true, zoneName: true }))).toBe('Mon, Nov 16, 2026, 4:12 pm Pacific');
    });

    test('fall on the civil day of that zone', () => {
      expect(dates.civilDateOf('2026-11-25T07:30:00Z', LA)).toBe('2026-11-24');
      expect(dates.civilDateOf('2026-11-25T08:30:00Z', LA)).toBe('2026-11-25');
    });

    test('noon and midnight are twelve', () => {
      expect(plain(dates.formatClockTime('00:05'))).toBe('12:05 am');
      expect(plain(dates.formatClockTime('12:00'))).toBe('12:00 pm');
      expect(plain(dates.formatTime('2026-11-24T08:05:00Z', LA))).toBe('12:05 am');
    });
  });

  describe('how far a date is', () => {
    const today = '2026-11-24';

    test.each([
      ['2026-11-24', 'today'], ['2026-11-25', 'tomorrow'], ['2026-11-26', 'in 2 days'], ['2026-11-30', 'in 6 days'], ['2026-11-23', 'yesterday'], ['2026-11-20', '4 days ago'],
      ['2027-02-21', 'in 89 days'], ['2027-03-24', 'in about 4 months'], ['2029-11-16', 'in almost 3 years'], ['2028-12-01', 'in about 2 years'], ['2026-05-24', 'about 6 months ago'],
    ])('%s is %s', (date, words) => {
      expect(dates.formatDistance(date, today)).toBe(words);
    });

    test('is called late only when the caller says that it is, and then always in days', () => {
      expect(dates.formatDistance('2026-11-23', today, 'late')).toBe('1 day late');
      expect(dates.formatDistance('2026-11-20', today, 'late')).toBe('4 days late');
      expect(dates.formatDistance('2026-05-24', today, 'late')).toBe('184 days late');
      expect(dates.formatDistance('2026-11-30', today, 'late')).toBe('in 6 days');
    });

    test('counts days across a change of the clocks', () => {
      expect(dates.formatDistance('2026-11-02', '2026-10-31')).toBe('in 2 days');
      expect(dates.formatDistance('2026-03-09', '2026-03-07')).toBe('in 2 days');
    });
  });
});

describe('pages', () => {
  const views = createViews({ cacheTemplates: true });
  const shell = advocateFrame({ title: 'Sample', active: 'requests' });
  const page = async (name: string, model: object, frame = shell): Promise<CheerioAPI> => load(await views.render(name, { ...model, shell: frame }));

  function unlabelled($: CheerioAPI): string[] {
    const fields = $('input:not([type=hidden]), select, textarea').toArray();
    return fields.filter((field) => $(`label[for="${$(field).attr('id')}"]`).length !== 1).map((field) => $.html(field));
  }

  function brokenReferences($: CheerioAPI): string[] {
    const named = $('[aria-labelledby], [aria-describedby]').toArray();
    const ids = named.flatMap((element) => `${$(element).attr('aria-labelledby') ?? ''} ${$(element).attr('aria-describedby') ?? ''}`.split(' ').filter(Boolean));
    return ids.filter((id) => $(`[id="${id}"]`).length !== 1);
  }

  describe.each(samples.map((sample) => [sample.name, sample] as const))('sample page %s', (_name, sample) => {
    const html = views.render(sample.view, sample.model);

    test('has one heading, a title, a language and nothing unfilled', async () => {
      const $ = load(await html);
      expect($('h1')).toHaveLength(1);
      expect($('head > title').text()).toMatch(/ · Tenday$/);
      expect($('html').attr('lang')).toBe('en');
      expect($('main').text()).not.toMatch(/undefined|\[object|NaN|\bnull\b|\{\w*\}/);
    });

    test('obeys the content policy: no style, no script, no handler inside the page', async () => {
      const $ = load(await html);
      expect($('[style], style, script:not([src])')).toHaveLength(0);
      expect(await html).not.toMatch(/<[^>]*\son\w+\s*=/);
    });

    test('can be read without seeing it: labels, captions, roles, references, unique ids', async () => {
      const $ = load(await html);
      expect(unlabelled($)).toEqual([]);
      expect(brokenReferences($)).toEqual([]);
      const ids = $('[id]').toArray().map((element) => $(element).attr('id'));
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      expect($('table:not(:has(caption))')).toHaveLength(0);
      // A table drawn as cards loses its meaning unless its elements keep their roles.
      expect($('.t--cards:not([role=table]), .t--cards tr:not([role=row]), .t--cards td:not([role=cell]), .t--cards tbody th:not([role=rowheader])')).toHaveLength(0);
    });

    test('has at most one filled button', async () => {
      if (sample.view.startsWith('styleguide/')) return;
      expect(load(await html)('.btn--primary').length).toBeLessThanOrEqual(1);
    });
  });

  describe('a page', () => {
    test('shows what people typed as words, never as markup', async () => {
      const hostile = '<img src=x onerror=alert(1)>"\'';
      const $ = await page('requests/show', { ...requestPage, title: hostile, standing: { tone: 'late', lead: `**${hostile}**`, rest: '' } });
      expect($('h1').text()).toBe(hostile);
      expect($('.standing__lead strong').text()).toBe(hostile);
      expect($('img')).toHaveLength(0);
    });

    test('refuses to be drawn with a field missing, rather than leave a blank where a date belongs', async () => {
      const { summary: _summary, ...lacking } = todayFull;
      const { title: _title, ...nameless } = requestPage;
      await expect(page('today/today', { ...lacking, late: [{ ...todayFull.late[0], lateAfter: undefined }] })).rejects.toThrow(/lateAfter|undefined|date/i);
      await expect(page('requests/show', nameless)).rejects.toThrow(/title/);
    });

    test('takes a model’s own fields for its own, whatever they are called', async () => {
      const $ = await page('requests/show', { ...requestPage, helpers: {}, partials: {}, data: {} });
      expect($('h1').text()).toBe(requestPage.title);
    });

    test('keeps the lines of a text area as they were typed', async () => {
      const value = 'one\n  two\n\nthree';
      const $ = await page('styleguide/styleguide', { ...styleguide, words: value });
      expect($('#words').text().replace(/^\n/, '')).toBe(value);
    });

    test('carries the form token on everything that changes something', async () => {
      const $ = await page('requests/show', requestPage);
      const forms = $('form[method=post]').toArray();
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms) expect($(form).find('input[name=_csrf]').attr('value')).toBe('sample-form-token');
    });
  });

  describe('the frame', () => {
    test('shows banners in their fixed order: rehearsal first, mail trouble last', async () => {
      expect(allBanners.map(({ kind }) => kind)).toEqual(['rehearsal', 'not-sending', 'example', 'unverified-rule', 'mail-trouble', 'mail-trouble']);
      const $ = await page('today/today', todayEmpty, { ...shell, banners: allBanners });
      expect($('.banner').first().text()).toContain('Thu,\u00a0Oct\u00a08,\u00a02026, 9:20\u00a0am');
      expect($('.banner').eq(-2).text()).toContain('Mail has not gone through');
      expect($('.banner').last().text()).toContain('No mail');
    });

    test('gives a volunteer no way to letters and deadlines', async () => {
      const $ = await page('today/today', todayEmpty, volunteerFrame({ title: 'Today', active: 'today' }));
      const ways = $('.hd__nav a').toArray().map((link) => $(link).attr('href'));
      expect(ways).toEqual(['/', '/requests', '/documents', '/agencies']);
    });

    test('tells a stranger where to sign in and offers nothing else', async () => {
      const $ = await page('deadlines/calculator', samples.find(({ name }) => name === 'calculator-blank')?.model ?? {}, plainLayout({ title: 'Deadline calculator' }));
      expect($('header form, header details, .hd__nav')).toHaveLength(0);
      expect($('.hd__in').attr('href')).toBe('/sign-in');
    });

    test('marks where the reader is, and counts only where somebody must act', async () => {
      const $ = await page('requests/show', requestPage);
      expect($('.hd__nav [aria-current=page]').text()).toBe('Requests');
      expect($('.hd__nav .count').length).toBe(1);
    });
  });

  describe('a presumed receipt', () => {
    test('is drawn dashed and gives no date after which to call anyone late', async () => {
      const $ = await page('requests/show', requestPresumed);
      const row = $('.t--clocks tbody tr').first();
      expect(row.find('.presumed-date').text()).toMatch(/Oct.13/);
      expect(row.find('td').eq(2).text()).toBe('not while receipt is presumed');
      expect($('.st--late, .standing__state--late')).toHaveLength(0);
    });
  });

  describe('all templates', () => {
    const folder = path.join(projectRoot, 'templates');
    const files = ['layouts', 'partials', 'pages'].flatMap((part) =>
      fs.readdirSync(path.join(folder, part), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs')).map((file) => path.join(part, file)),
    );
    const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

    test('there are some', () => expect(files.length).toBeGreaterThan(40));

    test.each(files)('%s escapes everything and needs no inline style or script', (file) => {
      const text = read(file).replace(file.startsWith('layouts') ? '{{{body}}}' : /$^/, '');
      expect(text).not.toMatch(/\{\{\{|\{\{&/);
      expect(text).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?! type="module" src=)/);
    });

    test.each(files)('%s uses only partials that exist', (file) => {
      const names = [...read(file).matchAll(/\{\{>\s*([\w/-]+)/g)].map((match) => match[1] ?? '');
      expect(names.filter((name) => !files.includes(path.join('partials', `${name}.hbs`)))).toEqual([]);
    });

    // described.hbs is attributes only.
    test.each(files.filter((file) => !file.endsWith('described.hbs')))('%s says nothing that cannot be translated', (file) => {
      const text = read(file).replace(/\{\{!--[\s\S]*?--\}\}|\{\{(?:"[^"]*"|[^"}])*\}\}\}?/g, '').replace(/<kbd>\w<\/kbd>|Tenday|SHA-256/g, '').replace(/<[^>]*>/g, ' ');
      expect(text.match(/\p{L}{2,}[^<{]*/gu) ?? []).toEqual([]);
    });
  });
});

describe('words', () => {
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
});
