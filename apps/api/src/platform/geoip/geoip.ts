import { AppError } from '@kelvin/kernel';
import { open, type CityResponse, type Reader } from 'maxmind';

/** Country of a network address by the operator's MaxMind file; without a file, nothing is known. */
export class Geoip {
  private constructor(private readonly reader: Reader<CityResponse> | null) {}

  /** Opens the file (City or Country, `.mmdb`) into memory. Throws `config.geoip_file` when it cannot be read. */
  static async open(path: string | undefined): Promise<Geoip> {
    if (path === undefined) return new Geoip(null);
    try {
      return new Geoip(await open<CityResponse>(path));
    } catch (error) {
      throw new AppError('invalid', 'config.geoip_file', `KELVIN_GEOIP_FILE names ${path}, which is not a MaxMind file that can be read. Give the path of an .mmdb file, or leave the setting out.`, {}, { cause: error });
    }
  }

  /** ISO country code, or null for private, malformed and unknown addresses. */
  countryOf(address: string): string | null {
    if (this.reader === null) return null;
    try {
      return this.reader.get(address)?.country?.iso_code ?? null;
    } catch {
      return null;
    }
  }
}
