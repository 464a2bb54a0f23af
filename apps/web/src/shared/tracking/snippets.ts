import { absoluteUrl, trackUrl } from './send-track.ts';

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same event as a shell command. */
export function curlTrack(call: { endpoint: string | null; writeKey: string; event: string; userId: string; properties: Record<string, unknown> }): string {
  const body = JSON.stringify({ event: call.event, userId: call.userId, properties: call.properties });
  return [`curl ${trackUrl(call.endpoint)} \\`, `  -u ${quoted(`${call.writeKey}:`)} \\`, `  -H 'content-type: application/json' \\`, `  -d ${quoted(body)}`].join('\n');
}

/** Scheme, host and port of the source's address; what clients call host or CDN. */
function originOf(endpoint: string | null): URL {
  return new URL(new URL(absoluteUrl(endpoint)).origin);
}

/** The usual analytics.js loader, pointed here instead of at Segment. */
export function browserSnippet(endpoint: string | null, writeKey: string): string {
  const { origin, host, protocol } = originOf(endpoint);
  return `<script>
  !function(){var a=window.analytics=window.analytics||[];if(a.initialize||a.invoked)return;a.invoked=!0;
  a.methods=['track','identify','page','group','alias','ready','reset','on','once','off','addSourceMiddleware','setAnonymousId','debug','user'];
  a.factory=function(m){return function(){var c=[].slice.call(arguments);c.unshift(m);a.push(c);return a}};
  a.methods.forEach(function(m){a[m]=a.factory(m)});
  a._cdn='${origin}';a._writeKey='${writeKey}';
  a.load=function(k,o){var s=document.createElement('script');s.async=!0;s.src='${origin}/analytics.js/v1/'+k+'/analytics.min.js';document.head.appendChild(s);a._loadOptions=o};
  a.load('${writeKey}',{integrations:{'Segment.io':{apiHost:'${host}/v1',protocol:'${protocol.replace(':', '')}'}}});
  a.page();
  }();
</script>`;
}

/** The same client as a package of the site's own bundle. */
export function browserPackage(endpoint: string | null, writeKey: string): string {
  const { origin, host, protocol } = originOf(endpoint);
  return `import { AnalyticsBrowser } from '@segment/analytics-next';

export const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol.replace(':', '')}' } } },
);

analytics.identify('u-1', { email: 'anna@example.com' });
analytics.track('Order Completed', { orderId: 'A-1', revenue: 42.5, currency: 'EUR' });`;
}

export function nodeSnippet(endpoint: string | null, writeKey: string): string {
  return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${originOf(endpoint).origin}' });

analytics.identify({ userId: 'u-1', traits: { email: 'anna@example.com' } });
analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { orderId: 'A-1', revenue: 42.5 } });
await analytics.closeAndFlush();`;
}

const WEBHOOK_BODY = '{"type":"order.paid","timestamp":"2026-01-31T12:00:00Z","data":{"email":"anna@example.com","amount":42.5}}';

/** A webhook call recognised by its secret path. */
export function curlSecretPath(endpoint: string | null): string {
  return [`curl ${quoted(absoluteUrl(endpoint))} \\`, `  -H 'content-type: application/json' \\`, `  -d ${quoted(WEBHOOK_BODY)}`].join('\n');
}

/** A webhook call signed by Standard Webhooks, in the shell. */
export function curlSigned(endpoint: string | null, secret: string): string {
  return `SECRET=${quoted(secret)}
BODY=${quoted(WEBHOOK_BODY)}
ID="msg_$(date +%s)"; TS=$(date +%s)
KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
SIG=$(printf %s "$ID.$TS.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
curl ${quoted(absoluteUrl(endpoint))} -H 'content-type: application/json' \\
  -H "webhook-id: $ID" -H "webhook-timestamp: $TS" -H "webhook-signature: v1,$SIG" \\
  -d "$BODY"`;
}

export function nodeWebhook(endpoint: string | null, secret: string | null): string {
  const url = absoluteUrl(endpoint);
  if (secret === null) {
    return `await fetch('${url}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ type: 'order.paid', data: { email: 'anna@example.com', amount: 42.5 } }),
});`;
  }
  return `import { Webhook } from 'standardwebhooks';

const body = JSON.stringify({ type: 'order.paid', data: { email: 'anna@example.com', amount: 42.5 } });
const id = crypto.randomUUID(), now = new Date();
await fetch('${url}', {
  method: 'POST',
  headers: {
    'content-type': 'application/json', 'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook('${secret}').sign(id, now, body),
  },
  body,
});`;
}
