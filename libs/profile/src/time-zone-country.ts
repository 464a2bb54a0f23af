/** Country of the time zones that name one country, for devices that tell nothing else. Zones shared by countries are left out. */
const COUNTRY_OF_ZONE: Readonly<Record<string, string>> = {
  'Europe/Moscow': 'RU', 'Europe/Kaliningrad': 'RU', 'Europe/Samara': 'RU', 'Europe/Saratov': 'RU', 'Europe/Volgograd': 'RU',
  'Asia/Yekaterinburg': 'RU', 'Asia/Omsk': 'RU', 'Asia/Novosibirsk': 'RU', 'Asia/Krasnoyarsk': 'RU', 'Asia/Irkutsk': 'RU',
  'Asia/Yakutsk': 'RU', 'Asia/Vladivostok': 'RU', 'Asia/Magadan': 'RU', 'Asia/Kamchatka': 'RU',
  'Europe/Kirov': 'RU', 'Europe/Astrakhan': 'RU', 'Europe/Ulyanovsk': 'RU', 'Asia/Barnaul': 'RU', 'Asia/Tomsk': 'RU', 'Asia/Novokuznetsk': 'RU',
  'Asia/Chita': 'RU', 'Asia/Khandyga': 'RU', 'Asia/Ust-Nera': 'RU', 'Asia/Sakhalin': 'RU', 'Asia/Srednekolymsk': 'RU', 'Asia/Anadyr': 'RU',
  'Asia/Bishkek': 'KG', 'Asia/Dushanbe': 'TJ', 'Europe/Chisinau': 'MD', 'Asia/Qyzylorda': 'KZ', 'Asia/Aqtobe': 'KZ', 'Asia/Samarkand': 'UZ', 'Europe/Minsk': 'BY', 'Asia/Almaty': 'KZ',
  'Asia/Tashkent': 'UZ', 'Asia/Tbilisi': 'GE', 'Asia/Yerevan': 'AM', 'Asia/Baku': 'AZ', 'Europe/Kyiv': 'UA', 'Europe/Kiev': 'UA',
  'Europe/Berlin': 'DE', 'Europe/London': 'GB', 'Europe/Paris': 'FR', 'Europe/Madrid': 'ES', 'Europe/Rome': 'IT', 'Europe/Lisbon': 'PT',
  'Europe/Amsterdam': 'NL', 'Europe/Brussels': 'BE', 'Europe/Vienna': 'AT', 'Europe/Warsaw': 'PL', 'Europe/Prague': 'CZ', 'Europe/Budapest': 'HU',
  'Europe/Bucharest': 'RO', 'Europe/Sofia': 'BG', 'Europe/Athens': 'GR', 'Europe/Helsinki': 'FI', 'Europe/Stockholm': 'SE', 'Europe/Oslo': 'NO',
  'Europe/Copenhagen': 'DK', 'Europe/Dublin': 'IE', 'Europe/Riga': 'LV', 'Europe/Vilnius': 'LT', 'Europe/Tallinn': 'EE', 'Europe/Istanbul': 'TR',
  'Europe/Belgrade': 'RS', 'Europe/Zurich': 'CH', 'Asia/Jerusalem': 'IL', 'Asia/Dubai': 'AE', 'Asia/Kolkata': 'IN', 'Asia/Shanghai': 'CN',
  'Asia/Tokyo': 'JP', 'Asia/Seoul': 'KR', 'Asia/Singapore': 'SG', 'Asia/Bangkok': 'TH', 'Asia/Jakarta': 'ID', 'Asia/Manila': 'PH',
  'Australia/Sydney': 'AU', 'Australia/Melbourne': 'AU', 'Australia/Perth': 'AU', 'Pacific/Auckland': 'NZ', 'America/New_York': 'US',
  'America/Chicago': 'US', 'America/Denver': 'US', 'America/Los_Angeles': 'US', 'America/Phoenix': 'US', 'America/Toronto': 'CA',
  'America/Vancouver': 'CA', 'America/Mexico_City': 'MX', 'America/Sao_Paulo': 'BR', 'America/Bogota': 'CO', 'America/Lima': 'PE',
  'America/Santiago': 'CL', 'America/Argentina/Buenos_Aires': 'AR', 'Africa/Cairo': 'EG', 'Africa/Johannesburg': 'ZA', 'Africa/Lagos': 'NG',
};

/** ISO country code of an IANA time zone, or null where the zone does not tell. */
export function countryOfTimeZone(timeZone: string): string | null {
  return Object.hasOwn(COUNTRY_OF_ZONE, timeZone) ? COUNTRY_OF_ZONE[timeZone]! : null;
}
