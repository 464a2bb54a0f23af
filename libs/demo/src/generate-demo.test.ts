import { MS_PER_DAY } from '@kelvin/kernel';
import { describe, expect, it, vi } from 'vitest';
import { DEMO_MEANINGS, DEMO_SOURCES, generateDemo, type DemoItem } from './index.ts';
import { createTruth } from './truth.ts';

// A year is lived several times here, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const options = { seed: 7, nowMs: Date.parse('2026-11-23T19:30:00Z'), timeZone: 'Europe/Moscow' };
const demo = generateDemo(options);
const truth = createTruth(options);
const byDay = new Map(demo.days('newest-first').map((day) => [day, demo.messagesOfDay(day)]));
const items: DemoItem[] = demo.days('oldest-first').flatMap((day) => byDay.get(day)!);
const nameOf = ({ message }: DemoItem): string => message.event ?? message.type;
const keyOf = ({ sourceKey, message }: DemoItem): string => `${sourceKey} ${message.messageId}`;
const count = (predicate: (item: DemoItem) => boolean): number => items.reduce((sum, item) => sum + (predicate(item) ? 1 : 0), 0);

describe('generateDemo', () => {
  it('gives a year of about 260,000 events in order of time, ending now', () => {
    expect(items.length).toBeGreaterThan(230_000);
    expect(items.length).toBeLessThan(310_000);
    expect(byDay.size).toBe(365);
    expect(items.every((item, nth) => nth === 0 || items[nth - 1]!.atMs <= item.atMs)).toBe(true);
    expect(items[items.length - 1]!.atMs).toBeLessThanOrEqual(options.nowMs);
    expect(items[items.length - 1]!.atMs).toBeGreaterThan(options.nowMs - MS_PER_DAY / 4);
  });

  it('knows 5,000 people with names in both scripts, 600 of them in 60 companies', () => {
    const identified = new Set(items.filter((item) => item.message.type === 'identify').map((item) => item.message.userId));
    expect(demo.people).toHaveLength(5_000);
    expect(demo.people.every((person) => identified.has(person.userId))).toBe(true);
    const russian = demo.people.filter((person) => person.language === 'ru');
    expect(russian.length / 5_000).toBeCloseTo(0.6, 1);
    expect(russian.some((person) => /^[А-ЯЁ]/.test(person.fullName))).toBe(true);
    expect(russian.some((person) => /^[A-Z]/.test(person.fullName))).toBe(true);
    const companies = new Set<string>();
    const employees = new Set<string>();
    for (const { message } of items) {
      const company = message.traits?.['company'] as { id: string } | undefined;
      if (!company) continue;
      companies.add(company.id);
      employees.add(String(message.userId));
    }
    expect(companies.size).toBe(60);
    expect(demo.people.filter((person) => employees.has(person.userId))).toHaveLength(600);
  });

  it('uses addresses and numbers that nobody has', () => {
    const phones = demo.people.flatMap(({ phone }) => (phone === null ? [] : [phone]));
    expect(demo.people.filter(({ email }) => !/^[a-z0-9._+-]+@([a-z-]+\.)*(example\.(com|org|net)|[a-z]+\.example)$/.test(email))).toEqual([]);
    expect(phones.filter((phone) => !/^(\+7\d{3}0\d{6}|\+1\d{3}55501\d\d|\+447700900\d{3})$/.test(phone))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it('names a meaning for every event type and posts to known sources', () => {
    const unknown = [...new Set(items.map(nameOf))].filter((name) => !(name in DEMO_MEANINGS));
    expect(unknown).toEqual([]);
    expect(new Set(items.map((item) => item.sourceKey))).toEqual(new Set(DEMO_SOURCES.map((source) => source.key)));
  });

  it('sells at a mean of about 40 dollars', () => {
    const totals = items.filter((item) => nameOf(item) === 'Order Completed').map((item) => Number(item.message.properties!['total']));
    expect(totals.reduce((sum, total) => sum + total, 0) / totals.length).toBeCloseTo(40, -0.7);
  });

  it('gives the same day whatever else is asked for', () => {
    const few = generateDemo({ ...options, days: 3 });
    for (const day of few.days('oldest-first')) expect(few.messagesOfDay(day)).toEqual(byDay.get(day));
  });

  it('continues after the anchor without changing what was sent', () => {
    const later = generateDemo({ ...options, anchorMs: options.nowMs, nowMs: options.nowMs + 3 * MS_PER_DAY, days: 10 });
    expect(later.messagesOfDay(demo.lastDay - 1)).toEqual(byDay.get(demo.lastDay - 1));
    const anchorDay = later.messagesOfDay(demo.lastDay);
    expect(anchorDay.filter((item) => item.atMs <= options.nowMs)).toEqual(byDay.get(demo.lastDay));
    expect(later.messagesOfDay(demo.lastDay + 2).length).toBeGreaterThan(300);
  });

  it('differs by seed', () => {
    expect(generateDemo({ ...options, seed: 8, days: 1 }).people[0]).not.toEqual(demo.people[0]);
  });

  it('pulses with people who are about that day', () => {
    const about = new Set(byDay.get(demo.lastDay)!.map((item) => item.message.userId));
    const pulses = Array.from({ length: 50 }, (_, nth) => demo.pulse(options.nowMs + nth * 3_000));
    expect(new Set(pulses.map((pulse) => pulse.message.messageId)).size).toBe(50);
    expect(pulses.filter((pulse) => about.has(pulse.message.userId)).length).toBeGreaterThan(25);
    expect(pulses.every((pulse, nth) => pulse.atMs === options.nowMs + nth * 3_000)).toBe(true);
  });
});

describe('planted facts', () => {
  it('sends 400 messages twice and repeats no other id', () => {
    expect(items.length - new Set(items.map(keyOf)).size).toBe(400);
    expect(truth.resentMessages).toBe(400);
  });

  it('writes 1,800 texts of known step and topic, the double charge three times as often in the last three weeks', () => {
    expect(truth.texts).toHaveLength(1_800);
    const written = new Set(items.filter((item) => typeof item.message.properties?.['text'] === 'string').map((item) => item.message.messageId));
    expect(truth.texts.every((text) => written.has(text.messageId))).toBe(true);
    const doubled = truth.texts.filter((text) => text.topic === 'charged_twice');
    const recent = doubled.filter((text) => text.day >= demo.lastDay - 21).length / 21;
    const before = doubled.filter((text) => text.day < demo.lastDay - 21).length / (365 - 22);
    expect(recent / before).toBeCloseTo(3, 0);
    for (const language of ['ru', 'en']) expect(new Set(truth.texts.filter((text) => text.language === language).map((text) => text.step)).size).toBe(5);
  });

  it('loses what the website did for 31 hours, and nothing else', () => {
    const { fromMs, toMs, lostMessages } = truth.outage;
    expect((toMs - fromMs) / 3_600_000).toBe(31);
    const inside = items.filter((item) => item.atMs >= fromMs && item.atMs < toMs);
    expect(inside.filter((item) => item.sourceKey === 'web')).toHaveLength(0);
    expect(inside.filter((item) => item.sourceKey === 'app').length).toBeGreaterThan(50);
    expect(lostMessages).toBeGreaterThan(100);
  });

  it('renames the amount of 412 CRM messages, 37 of them deals won', () => {
    const crm = items.filter((item) => item.sourceKey === 'crm');
    const renamed = crm.filter((item) => 'deal_amount' in item.message.properties!);
    expect(renamed).toHaveLength(412);
    expect(renamed.filter((item) => nameOf(item) === 'Deal Won')).toHaveLength(37);
    expect(renamed.every((item) => item.atMs >= truth.rename.atMs && !('amount' in item.message.properties!))).toBe(true);
    expect(crm.filter((item) => item.atMs < truth.rename.atMs).every((item) => 'amount' in item.message.properties!)).toBe(true);
  });

  it('gives one mailbox to a family of three, fourteen hubs to colleagues, and two accounts to 400 people', () => {
    const emailOf = new Map(items.filter((item) => item.message.type === 'identify').map((item) => [item.message.userId, item.message.traits!['email']]));
    expect(truth.family.userIds).toHaveLength(3);
    expect(truth.family.userIds.map((id) => emailOf.get(id))).toEqual(Array(3).fill(truth.family.mailbox));
    expect(truth.hubs).toHaveLength(14);
    for (const hub of truth.hubs) {
      expect(hub.userIds.length).toBeGreaterThan(1);
      for (const userId of hub.userIds) expect(emailOf.get(userId)).toBe(hub.address);
    }
    expect(truth.secondAccounts).toHaveLength(400);
    for (const { userId, secondUserId } of truth.secondAccounts) expect(emailOf.get(secondUserId)).toBe(emailOf.get(userId));
  });

  it('puts 180 people behind scanners that click within seconds, 40 of whom click again by hand', () => {
    const { userIds, realClickers, domains } = truth.scanners;
    expect([domains.length, userIds.length, realClickers.length, truth.testAccounts.length]).toEqual([3, 180, 40, 25]);
    const scanned = new Set(userIds);
    const sentAt = new Map<string, number>();
    const byHand = new Set<string>();
    for (const item of items) {
      const key = `${item.message.userId} ${String(item.message.properties?.['campaign_id'])}`;
      if (nameOf(item) === 'Email Sent') sentAt.set(key, item.atMs);
      if (nameOf(item) === 'Email Link Clicked' && scanned.has(item.message.userId!) && item.atMs - (sentAt.get(key) ?? 0) > 8_000) byHand.add(item.message.userId!);
    }
    expect([...byHand].every((userId) => realClickers.includes(userId))).toBe(true);
    expect(byHand.size).toBeGreaterThan(30);
  });

  it('dips by 45 % from 25 December to 10 January', () => {
    const sessions = (from: string, to: string): number => count((item) =>
      (nameOf(item).endsWith('Completed') || nameOf(item) === 'Product Viewed') && item.message.timestamp >= from && item.message.timestamp < to);
    const dip = sessions('2025-12-27', '2026-01-10') / 14;
    const after = sessions('2026-01-19', '2026-02-16') / 28;
    expect(dip / after).toBeGreaterThan(0.42);
    expect(dip / after).toBeLessThan(0.68);
  });

  it('doubles leaving after Cancel → Help', () => {
    const walked = truth.people.filter((person) => person.cancelThenHelpDays.length > 0);
    expect(walked.length).toBeGreaterThan(150);
    const ratios = walked.flatMap((person) => {
      const at = person.cancelThenHelpDays[0]! - truth.firstDay;
      const [before, after] = [person.leaveHazard[at], person.leaveHazard[at + 1]];
      return before && after ? [after / before] : [];
    });
    expect(ratios.filter((ratio) => Math.abs(ratio - 2) < 1e-5).length / ratios.length).toBeGreaterThan(0.8);
  });
});
