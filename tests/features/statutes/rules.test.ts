import { describe, expect, test } from '@jest/globals';
import { AGENCY_CALENDARS, componentOf } from '../../../server/features/statutes/agency-calendars.js';
import { RULE_IDS } from '../../../server/features/statutes/rule.js';
import { RULES, requireRule, ruleInForce, rulesVersion } from '../../../server/features/statutes/rules.js';

describe('The rules as dated data', () => {
  test('every id has a text for every day of receipt, with its law and a plain sentence', () => {
    for (const id of RULE_IDS) {
      for (const day of ['1990-01-01', '2022-12-31', '2023-01-01', '2026-11-24', '2100-12-31'] as const) {
        const variant = id === 'foia.appeal' ? 'DHS' : undefined;
        const rule = requireRule(id, day, variant);
        expect(rule.citation.length).toBeGreaterThan(5);
        expect(rule.sentence).toMatch(/\.$/);
      }
    }
    expect(rulesVersion).toMatch(/^\d{4}-\d{2}-\d{2}/);
  });

  test('no two texts of an id govern the same day', () => {
    for (const rule of RULES) {
      const start = rule.effectiveFrom ?? '1990-01-01';
      const governing = RULES.filter((other) => other.id === rule.id && other.variant === rule.variant && (other.effectiveFrom ?? '0') <= start && (other.effectiveTo ?? '9') >= start);
      expect(governing).toEqual([rule]);
    }
  });

  test('AB 1821 is unverified and governs no receipt before 2027', () => {
    expect(ruleInForce('cpra.determination', '2026-12-31', 'ab_1821')).toBeUndefined();
    expect(ruleInForce('cpra.determination', '2027-01-01', 'ab_1821')).toMatchObject({ confidence: 'unverified', unit: 'working_day' });
  });
});

describe('The ten agencies of the calculator', () => {
  test('have the law, calendar, zone and department the contract gives them', () => {
    const brief = Object.fromEntries(Object.entries(AGENCY_CALENDARS).map(([slug, { law, calendarSet }]) => [slug, `${law} ${calendarSet}`]));
    expect(brief).toEqual({
      lapd: 'CPRA LA_CITY', bopc: 'CPRA LA_CITY', 'lapd-oig': 'CPRA LA_CITY', 'la-city-attorney': 'CPRA LA_CITY', lasd: 'CPRA CA', 'cal-doj': 'CPRA CA',
      ice: 'FOIA FED', cbp: 'FOIA FED', obim: 'FOIA FED', fbi: 'FOIA FED',
    });
    expect(['ICE', 'cbp', 'OBIM', 'FBI', 'DHS', 'somebody', undefined].map(componentOf)).toEqual(['DHS', 'DHS', 'DHS', 'DOJ', 'DHS', undefined, undefined]);
  });
});
