import { B2B_PRESET, B2C_PRESET, DEFAULT_BAND_LIMITS, type RulePreset } from '@kelvin/scoring';
import { MEANINGS } from '@kelvin/kernel';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync(new URL('../docs/scoring.md', import.meta.url), 'utf8');

/** The groups that a section's table names, as `[code, cap, half-life]`. */
function groupsOnPage(heading: string): (readonly [string, number, number])[] {
  const section = page.split(`### ${heading}`)[1]!.split('\n#')[0]!;
  return [...section.matchAll(/^\| `(\w+)` \| (\d+) \| (\d+) \|/gm)].map(([, code, cap, halfLife]) => [code!, Number(cap), Number(halfLife)]);
}

function groupsOf(preset: RulePreset): (readonly [string, number, number | null])[] {
  return [...preset.groups, ...preset.minusGroups].map(({ code, cap, halfLifeDays }) => [code, cap, halfLifeDays]);
}

describe('the page about scoring', () => {
  it.each([['B2C', B2C_PRESET], ['B2B, a person of a company', B2B_PRESET]] as const)('shows the groups of %s', (heading, preset) => {
    expect(groupsOnPage(heading)).toEqual(groupsOf(preset));
  });

  it('names every meaning', () => {
    expect(MEANINGS.filter((meaning) => !page.includes(meaning))).toEqual([]);
  });

  it('states the limits of the temperatures', () => {
    const { hotPoints, hotLeavesBelow, warmPoints, warmLeavesBelow } = DEFAULT_BAND_LIMITS;
    expect(page).toContain(`**Hot**: ${hotPoints} points and more; leaves below ${hotLeavesBelow}.`);
    expect(page).toContain(`**Warm**: ${warmPoints} points and more; leaves below ${warmLeavesBelow}.`);
  });
});
