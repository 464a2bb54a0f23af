import { wordPattern as word, type Meaning } from '@kelvin/kernel';

export interface NameRule {
  readonly meaning: Meaning | null;
  readonly confidence: number;
  readonly pattern: RegExp;
}

/**
 * Readings by words in a normalised name, first match wins: the more particular comes first (a failed payment before a
 * payment, a refund before an order). Stems end open, for English and Russian endings alike.
 */
export const NAME_RULES: readonly NameRule[] = [
  { meaning: 'payment_failed', confidence: 0.85, pattern: word('(?:payment|charge|invoice|card|billing|renewal|subscription)s? (?:\\S+ )?(?:fail|declin|unsuccess|past due|overdue|reject)|failed (?:payment|charge)|declined (?:card|payment)|(?:плат[её]ж|оплат|списани|карт)\\S* (?:\\S+ )?(?:не прош|не удал|отклон|неуспеш|ошибк|просроч)|(?:ошибка|неуспешн\\S+|отказ) (?:\\S+ )?(?:оплат|плат[её]ж|списани)|сч[её]т просроч') },
  { meaning: 'refund', confidence: 0.85, pattern: word('refund|charge ?back|money back|(?:order|purchase)s? (?:\\S+ )?(?:cancel|return)|(?:cancel|return)\\S* (?:order|purchase)|возврат|заказ\\S* (?:отмен|верн)|отмен\\S* заказ|верну\\S* (?:деньг|товар|заказ)') },
  { meaning: 'spam_complaint', confidence: 0.85, pattern: word('spam|complained|(?:жалоб\\S* на |в )?спам') },
  { meaning: 'unsubscribed', confidence: 0.9, pattern: word('un ?subscri|opt(?:ed)? ?out|отпис') },
  { meaning: 'email_replied', confidence: 0.85, pattern: word('(?:e ?mail|letter)s? (?:\\S+ )?repl|repl\\S* (?:to )?(?:\\S+ )?e ?mail|ответ\\S* на (?:\\S+ )?(?:письм|рассыл)|письм\\S* отвеч') },
  { meaning: 'email_clicked', confidence: 0.85, pattern: word('(?:e ?mail|newsletter|campaign)s? (?:\\S+ )?click|click\\S* (?:\\S+ )*?(?:in )?(?:e ?mail|newsletter)|(?:клик|переход)\\S* (?:\\S+ )*?(?:письм|рассыл)|письм\\S* (?:\\S+ )?(?:клик|переход)') },
  { meaning: 'email_opened', confidence: 0.85, pattern: word('(?:e ?mail|newsletter|campaign)s? (?:\\S+ )?(?:open|read|view)|open\\S* (?:\\S+ )?(?:e ?mail|newsletter)|(?:откры|прочит|прочт)\\S* (?:\\S+ )?(?:письм|рассыл)|письм\\S* (?:\\S+ )?(?:откры|прочит|прочт)') },
  { meaning: 'email_sent', confidence: 0.85, pattern: word('(?:e ?mail|newsletter|campaign)s? (?:\\S+ )?(?:sent|send|deliver)|(?:sent|send|deliver)\\S* (?:\\S+ )?(?:e ?mail|newsletter)|(?:отправ|достав)\\S* (?:\\S+ )?(?:письм|рассыл)|(?:письм|рассыл)\\S* (?:\\S+ )?(?:отправ|достав)') },
  { meaning: 'renewal_date', confidence: 0.8, pattern: word('renewal (?:date|due|upcoming|reminder)|(?:contract|subscription) (?:ends|expires)|(?:дата|срок) (?:продлени|окончани)') },
  { meaning: 'subscription_payment', confidence: 0.85, pattern: word('(?:subscription|recurring|membership|plan)s? (?:\\S+ )?(?:paid|payment|renew|charg|bill)|recurring|(?:paid|renew\\S*) (?:\\S+ )?subscription|invoice paid|подписк\\S* (?:\\S+ )?(?:оплач|продл|спис)|(?:оплат|продл|спис)\\S* (?:\\S+ )*?(?:подписк|абонемент)|автоплат|рекуррент') },
  { meaning: null, confidence: 0.7, pattern: word('(?:cart|basket|корзин\\S*) (?:\\S+ )?(?:clear|empt|remov|очищ)|(?:remov|delet)\\S* (?:\\S+ )?from (?:cart|basket)|удал\\S* (?:\\S+ )?из корзин|order (?:ship|deliver|dispatch|updat|pack)|заказ\\S* (?:достав|отправ|собран|переда)') },
  { meaning: 'cart', confidence: 0.85, pattern: word('(?:начат\\S*|начало|начал) (?:\\S+ )?(?:оформлени|оплат)|оформлени\\S* (?:заказ\\S* )?начат|(?:payment|checkout|order) (?:start|begin|began|initiat|abandon)') },
  { meaning: 'order', confidence: 0.85, pattern: word('orders? (?:\\S+ )?(?:complet|paid|placed|creat|confirm|succe|submit|made)|(?:place|complete|create|new|paid)d? order|purchas|checkout (?:complet|succe|finish)|(?:payment|transaction|charge)s? (?:\\S+ )?(?:succe|complet|receiv|captur|made)|bought|sale complet|заказ\\S* (?:\\S+ )?(?:оплач|оформл|созд|сдела|заверш|выполн|подтвер|получен)|(?:нов\\S+|оплач\\S+|оформл\\S+|созда\\S+) заказ|покупк|куп(?:и[лт]|лен)|оплачен|оплат|плат[её]ж|продаж') },
  { meaning: 'cart', confidence: 0.85, pattern: word('(?:cart|basket|bag)(?!\\p{L})|checkout|корзин') },
  { meaning: 'price_page', confidence: 0.8, pattern: word('pric(?:e|es|ing)(?!\\p{L})|tariff?s?(?!\\p{L})|(?:plans?|quote) (?:page |list )?view|тариф|цен[аыу](?!\\p{L})|прайс|стоимост') },
  { meaning: 'ticket_closed', confidence: 0.85, pattern: word('(?:ticket|case|issue|conversation|request|complaint)s? (?:\\S+ )?(?:clos|resol|solv)|(?:clos|resol|solv)\\S* (?:\\S+ )?(?:ticket|case|conversation)|(?:обращени|тикет|заявк|жалоб|запрос)\\S* (?:\\S+ )?(?:закры|реш)|(?:закры|реш)\\S* (?:\\S+ )?(?:обращени|тикет|заявк|жалоб)') },
  { meaning: 'review', confidence: 0.85, pattern: word('review|rat(?:ed|ing)(?!\\p{L})|feedback|survey|nps(?!\\p{L})|csat|testimonial|отзыв|оценк|оценил|опрос|рейтинг') },
  { meaning: 'message_in', confidence: 0.8, pattern: word('(?:chat |inbound |incoming |new )?(?:message|sms|chat|conversation)s? (?:\\S+ )?(?:receiv|start|creat|in(?!\\p{L}))|(?:inbound|incoming) |сообщени\\S* (?:\\S+ )?(?:получ|от клиент|вход)|входящ|нов\\S+ сообщени|написал|чат начат|вопрос в чат') },
  { meaning: 'ticket_opened', confidence: 0.8, pattern: word('ticket|support|help ?desk|complaint|(?:case|issue) (?:open|creat)|обращени|тикет|жалоб|поддержк|заявк\\S* (?:в|на) поддержк|рекламаци|претензи') },
  { meaning: 'meeting', confidence: 0.8, pattern: word('meeting|appointment|webinar|demo (?:\\S+ )?(?:book|schedul|held|attend|request)|(?:book|schedul|attend)\\S* (?:a )?(?:demo|call)|встреч|вебинар|созвон|презентаци|записал\\S* на при[её]м') },
  { meaning: 'deal_moved', confidence: 0.8, pattern: word('deals?(?!\\p{L})|opportunit|lead (?:\\S+ )?(?:stat|mov|chang|convert|creat)|pipeline stage|сделк|лид(?!\\p{L}) |этап воронк') },
  { meaning: 'sign_in', confidence: 0.85, pattern: word('(?:sign|log)(?:ged|ed|s)? ?(?:in|on)(?!\\p{L})|login|authenticat|sign(?:ed)? ?up|registr|register|account creat|вход(?!\\p{L})|вош[её]?л|авториз|логин|регистрац|зарегистр') },
  { meaning: 'social', confidence: 0.75, pattern: word('shar(?:ed?|ing)(?!\\p{L})|liked?(?!\\p{L})|follow|retweet|repost|mention|comment|referral|referred|invite|поделил|репост|лайк|упомин|коммент|приглас') },
  { meaning: null, confidence: 0.7, pattern: word('(?:sign|log)(?:ged|ed)? ?out|logout|bounc|crash|error|exception|debug|heart ?beat|ошибк|сбой') },
  { meaning: 'visit', confidence: 0.8, pattern: word('page ?view|view\\S* page|page (?:load|visit|open)|visit|session (?:start|begin)|app(?:lication)? (?:open|launch|start)|open\\S* app|screen view|визит|посещ|зашел|зашла|заход|открыл\\S* (?:сайт|прилож)|просмотр\\S* (?:страниц|экран)|начал\\S* сесси') },
  { meaning: 'view', confidence: 0.75, pattern: word('view|search|brows|watch|product|item|catalog|categor|wish ?list|favou?rite|content|article|video|просм|посмотр|товар|карточк|поиск|искал|каталог|категори|избранн') },
];
