import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CheerioAPI, load } from 'cheerio';
import { projectRoot } from '../../../server/platform/paths.js';
import { createViews } from '../../../server/platform/views.js';
import { plainLayout } from '../../../server/platform/views.view.js';
import { advocateFrame, allBanners, volunteerFrame } from '../../fixtures/views/frame.js';
import { requestPage, requestPresumed } from '../../fixtures/views/request-page.js';
import { samples } from '../../fixtures/views/samples.js';
import { styleguide } from '../../fixtures/views/styleguide.js';
import { todayEmpty, todayFull } from '../../fixtures/views/today.js';

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
    expect(allBanners.map(({ kind }) => kind)).toEqual(['rehearsal', 'not-sending', 'example', 'unverified-rule', 'mail-trouble']);
    const $ = await page('today/today', todayEmpty, { ...shell, banners: allBanners });
    expect($('.banner').first().text()).toContain('Thu,\u00a0Oct\u00a08,\u00a02026, 9:20\u00a0am');
    expect($('.banner').last().text()).toContain('Mail has not gone through');
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
