import { externalModelRequestSchema, type ExternalModelRequest } from '@kelvin/contracts';
import { createHmac } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a question: answers well, or fails in one of the ways that models fail; `silent` keeps it until the mood is another one. */
export type OutsideMood = 'well' | 'down' | 'too_few' | 'no_json' | 'silent';

/** An outside model over HTTP that knows of the shop of `windowShoppers` what is worth knowing: who looks around buys. */
export interface OutsideServer {
  readonly url: string;
  readonly secret: string;
  /** Requests that were signed well, as they came. */
  readonly asked: ExternalModelRequest[];
  mood: OutsideMood;
  stop(): Promise<void>;
}

export async function startOutsideServer(): Promise<OutsideServer> {
  const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
  const asked: ExternalModelRequest[] = [];
  const held: (() => void)[] = [];
  let mood: OutsideMood = 'well';
  const answerInMood = (question: ExternalModelRequest, response: ServerResponse): void => {
    if (mood === 'silent') held.push(() => answerInMood(question, response));
    else answer(mood, question, response);
  };
  const server = createServer((request, response) => {
    void request.toArray().then((parts: Buffer[]) => {
      const body = Buffer.concat(parts);
      const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${String(request.headers['webhook-id'])}.${String(request.headers['webhook-timestamp'])}.`).update(body).digest('base64');
      if (request.headers['webhook-signature'] !== `v1,${signature}`) return response.writeHead(401).end();
      const question = externalModelRequestSchema.parse(JSON.parse(body.toString()));
      asked.push(question);
      return answerInMood(question, response);
      // Who asked may be gone in the middle of it.
    }).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/score?key=path-secret`, secret, asked, stop,
    get mood() { return mood; },
    set mood(now) {
      mood = now;
      if (now !== 'silent') for (const answerNow of held.splice(0)) answerNow();
    },
  };
}

function answer(mood: Exclude<OutsideMood, 'silent'>, question: ExternalModelRequest, response: ServerResponse): void {
  const chances = chancesOf(question);
  switch (mood) {
    case 'well': response.end(JSON.stringify({ chances })); break;
    case 'down': response.writeHead(503).end(); break;
    case 'too_few': response.end(JSON.stringify({ chances: chances.slice(1) })); break;
    case 'no_json': response.end('<html>'); break;
  }
}

function chancesOf({ features, rows }: ExternalModelRequest): number[] {
  const since = features.indexOf('since.view');
  return rows.map((row) => {
    const days = row[since] ?? Infinity;
    return days <= 2 ? 0.8 : days <= 4 ? 0.55 : 0.17;
  });
}
