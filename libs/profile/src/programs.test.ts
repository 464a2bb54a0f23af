import { describe, expect, it } from 'vitest';
import { isProgram } from './programs.ts';

const ANDROID = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';

describe('isProgram', () => {
  it.each([
    `Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20 PRO) ${ANDROID}`,
    `Mozilla/5.0 (Linux; Android 10; CUBOT_X30 Build/QP1A.190711.020; wv) ${ANDROID}`,
    `Mozilla/5.0 (Linux; Android 8.1.0; CUBOT) ${ANDROID}`,
    `Mozilla/5.0 (Linux; U; Android 7.0; ru-ru; CUBOT MAX Build/NRD90M) ${ANDROID}`,
    'Dalvik/2.1.0 (Linux; U; Android 12; CUBOT P60 Build/SP1A.210812.016)',
    'iRobot/7.14.1 CFNetwork/1492.0.1 Darwin/23.3.0',
    'BabyMonitor/5.2 (iPhone; iOS 17.5; Scale/3.00)',
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0; Smart Monitor M8) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/4.0 Chrome/94.0.4606.31 TV Safari/537.36',
    `Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP31.240617.015.Preview) ${ANDROID}`,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 TechnologyPreview',
    `Mozilla/5.0 (Linux; Android 13; SM-A536B) ${ANDROID} YandexSearch/23.81`,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/467.0.0.36.106;FBDV/iPhone14,5]',
    `Mozilla/5.0 (Linux; Android 12; M2101K6G) ${ANDROID} [Pinterest/Android]`,
    'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1; Trident/6.0)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
    '',
  ])('a person: %s', (agent) => {
    expect(isProgram(agent)).toBe(false);
  });

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot/2.1 (+http://www.google.com/bot.html)', 'Googlebot-Image/1.0', 'AdsBot-Google (+http://www.google.com/adsbot.html)',
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.6422.175 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
    'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', 'Mozilla/5.0 (compatible; YandexAccessibilityBot/3.0; +http://yandex.com/bots)',
    'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 'Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)',
    'Mozilla/5.0 (compatible; Linux x86_64; Mail.RU_Bot/2.1; +https://help.mail.ru/webmaster/indexing/robots)', 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)', 'CCBot/2.0 (https://commoncrawl.org/faq/)', 'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'Mozilla/5.0 (compatible; ShopWatchBot; +https://shopwatch.example/bot)', 'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)', 'Mozilla/5.0 (compatible; PriceMonitor/1.0; +https://prices.example)',
    'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)', 'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)', 'Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'kube-probe/1.29', 'ELB-HealthChecker/2.0',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 'TelegramBot (like TwitterBot)', 'WhatsApp/2.23.20.0 A', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Twitterbot/1.0',
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', 'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)', 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/125.0.6422.60 Safari/537.36', 'Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36 Chrome-Lighthouse',
    'curl/8.7.1', 'Wget/1.21.4', 'python-requests/2.32.3', 'Scrapy/2.11 (+https://scrapy.org)',
  ])('a program: %s', (agent) => {
    expect(isProgram(agent)).toBe(true);
  });
});
