import type { ImportMap } from '@kelvin/contracts';
import { Sentence } from '../shared/sentence.ts';
import { eachLine } from './each-line.ts';
import { FileIdentities } from './file-identities.ts';
import { canReadAgain } from './files.ts';

/** Fields of a map that tell who somebody is. Lines of other kinds than track may name him in their attributes too. */
const ID_FIELDS = ['userId', 'vendorId', 'anonymousId', 'email', 'phone'] as const;

/** Who the people of a file are: read from it where its map has several ids of a person, else told by the only one. */
export async function readIdentities(path: string, map: ImportMap): Promise<FileIdentities> {
  const identities = new FileIdentities();
  const fields = ID_FIELDS.filter((field) => map[field] !== undefined);
  if (map.format.type !== 'ndjson' && map.kind === 'track' && fields.length < 2) {
    identities.hasKnown = fields[0] !== 'anonymousId';
    return identities;
  }
  if (!canReadAgain(path)) throw new Sentence(`${path} can be read only once, but who is whom has to be known before anything is counted. Save it as a file first.`);
  await eachLine(path, map, (item) => {
    if (item.status === 'ok') identities.note(item.event);
  });
  identities.join();
  return identities;
}
