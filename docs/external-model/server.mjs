// An outside model for Kelvin in plain Node: checks the signature, reads the rows, answers with a chance for each.
// Start it with: SECRET=whsec_… PORT=9000 node server.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const SECRET = process.env.SECRET ?? '';
const PORT = Number(process.env.PORT ?? 9000);
const TOLERANCE_S = 300;
const MOST_BYTES = 20_000_000;

/** Put your own model here: one chance from 0 to 1 for each row, in their order. */
function chancesOf({ features, rows }) {
  const since = features.indexOf('since.outcome');
  const often = features.indexOf('count.outcome.90');
  return rows.map((row) => {
    const logOdds = -1 + 0.5 * (row[often] ?? 0) - 0.03 * (row[since] ?? 90);
    return 1 / (1 + Math.exp(-logOdds));
  });
}

/** The rules of standardwebhooks.com: HMAC-SHA256 of `id.timestamp.body`, not older or newer than five minutes. */
function isSigned(headers, body) {
  const timestamp = Number(headers['webhook-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - timestamp) <= TOLERANCE_S)) return false;
  const key = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`).update(body).digest();
  return String(headers['webhook-signature'] ?? '').split(' ').some((entry) => {
    const given = Buffer.from(entry.replace(/^v1,/, ''), 'base64');
    return entry.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function answer(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

const server = createServer(async (request, response) => {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return answer(response, 413, { error: 'too large' });
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  if (!isSigned(request.headers, body)) return answer(response, 401, { error: 'the signature does not hold' });
  const question = JSON.parse(body.toString());
  if (question.version !== 1) return answer(response, 400, { error: 'unknown version' });
  return answer(response, 200, { chances: chancesOf(question) });
});

server.listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
