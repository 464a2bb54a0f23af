/** Search engines and other crawlers that do not always say so in the form of {@link SELF_DECLARED}. */
const CRAWLERS = [
  'googlebot', 'google-inspectiontool', 'googleother', 'adsbot-google', 'mediapartners-google', 'apis-google', 'feedfetcher-google', 'google web preview', 'google-pagerenderer', 'chrome-lighthouse',
  'bingbot', 'bingpreview', 'msnbot', 'adidxbot', 'yahoo! slurp', 'yandexbot', 'yandexmobilebot', 'duckduckbot', 'baiduspider', 'applebot', 'ia_archiver', 'archive\\.org_bot', 'ccbot', 'gptbot', 'chatgpt-user', 'oai-searchbot',
  'claudebot', 'perplexitybot', 'bytespider', 'petalbot', 'amazonbot', 'meta-externalagent', 'ahrefsbot', 'ahrefssiteaudit', 'semrushbot', 'mj12bot', 'dotbot', 'screaming frog', 'heritrix', 'scrapy\\/',
];
/** Programs that look whether a site is up, and how fast. */
const MONITORS = [
  'pingdom', 'uptimerobot', 'uptime-kuma', 'better uptime', 'updown\\.io', 'statuscake', 'site24x7', 'gtmetrix', 'datadogsynthetics', 'newrelicsynthetics', 'checkly', 'freshping', 'hetrixtools', 'nodeping',
  'googlestackdrivermonitoring', 'blackbox exporter', 'kube-probe', 'elb-healthchecker', 'check_http', 'zabbix',
];
/** Programs that fetch a page to show a card of it in a chat or a feed. Chats open links in a browser, which does not name them first. */
const PREVIEWS = ['facebookexternalhit', 'facebookcatalog', 'facebot', 'twitterbot', 'telegrambot', 'slackbot', 'slack-imgproxy', 'discordbot', 'linkedinbot', 'skypeuripreview', 'vkshare', 'odklbot', 'pinterestbot', 'redditbot', 'embedly', 'iframely', 'snap url preview'];
/** Mail gateways that follow links before anybody reads the mail. */
const MAIL_SCANNERS = ['mimecast', 'barracuda', 'proofpoint', 'safelinks', 'urldefense'];
/** Browsers without a screen, and what scripts fetch with. */
const SCRIPTS = ['headlesschrome', 'phantomjs', 'curl\\/', 'wget\\/', 'python-requests', 'python-urllib', 'python-httpx', 'aiohttp\\/'];

const NAMED = new RegExp(`^whatsapp\\/|\\b(?:${[...CRAWLERS, ...MONITORS, ...PREVIEWS, ...MAIL_SCANNERS, ...SCRIPTS].join('|')})`, 'i');
/** How a program says that it is one: `compatible;` with a trade of programs, or with an address where to read about it. */
const SELF_DECLARED = /\bcompatible;|\+https?:/i;
const TRADE = /(?:bot|crawler|spider|monitor|monitoring|preview|fetcher|checker|scanner|validator)(?:[-_][\w.]+)?(?:[/;) ]|$)/i;

/**
 * Whether a browser's own description is that of a program: a known name, or a trade (bot, crawler, monitor …) told in the form
 * in which programs tell it. A word alone says nothing: there are phones called Cubot, and shops that sell monitors have apps.
 */
export function isProgram(userAgent: string): boolean {
  return NAMED.test(userAgent) || (SELF_DECLARED.test(userAgent) && TRADE.test(userAgent));
}
