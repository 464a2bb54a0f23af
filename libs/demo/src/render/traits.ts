import { dayToIso } from '@kelvin/kernel';
import type { Device } from '../world/devices.ts';
import type { Person } from '../world/people.ts';

/** What is known about a person when he says who he is. */
export function traitsOf(person: Person): Record<string, unknown> {
  const traits: Record<string, unknown> = {
    email: person.email, name: person.fullName, firstName: person.name.first, lastName: person.name.last,
    language: person.language, country: person.place.country, city: person.place.city,
    createdAt: `${dayToIso(person.joinDay)}T12:00:00.000Z`, channel: person.channel, emailConsent: person.wantsMail,
  };
  if (person.phone !== null) traits['phone'] = person.phone;
  if (person.company !== null) {
    traits['company'] = { id: person.company.id, name: person.company.name };
    traits['companyName'] = person.company.name;
  }
  return traits;
}

/** The account used on a device: the app's own one for people who made two. */
export function userIdOn(person: Person, device: Device | null): string {
  return device?.platform === 'app' && person.secondUserId !== null ? person.secondUserId : person.userId;
}
