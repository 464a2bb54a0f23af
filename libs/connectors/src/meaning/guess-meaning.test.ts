import { MEANINGS, type Meaning } from '@kelvin/kernel';
import { describe, expect, it } from 'vitest';
import { guessMeaning, isMoneyName } from './guess-meaning.ts';

const CASES: readonly (readonly [Meaning | null, readonly string[]])[] = [
  ['order', ['Order Completed', 'order_completed', 'orderCompleted', 'ORDER.PAID', 'purchase', 'Purchase Made', 'order.created', 'Checkout Completed', 'Payment Received', 'payment.succeeded', 'New Order', 'Заказ оплачен', 'заказ_оформлен', 'Оформлен заказ', 'Оплата прошла', 'Покупка', 'Купил товар', 'Платёж получен']],
  ['refund', ['Order Refunded', 'order.cancelled', 'Refund Issued', 'chargeback', 'Purchase Returned', 'Возврат товара', 'Отмена заказа', 'Заказ отменён']],
  ['payment_failed', ['Payment Failed', 'invoice.payment_failed', 'Card Declined', 'subscription payment failed', 'Платёж не прошёл', 'Карта отклонена', 'Ошибка оплаты', 'Оплата не прошла']],
  ['subscription_payment', ['Subscription Renewed', 'invoice.paid', 'recurring_charge', 'Membership Paid', 'Подписка продлена', 'Оплата подписки', 'Автоплатёж']],
  ['renewal_date', ['Renewal Due', 'Дата продления договора']],
  ['cart', ['Product Added', 'add_to_cart', 'Cart Viewed', 'Checkout Started', 'begin_checkout', 'Cart Abandoned', 'Брошена корзина', 'Товар добавлен в корзину', 'Начато оформление заказа']],
  ['view', ['Product Viewed', 'Products Searched', 'Product List Viewed', 'view_item', 'Video Watched', 'Просмотр товара', 'Поиск по каталогу', 'Карточка товара открыта']],
  ['price_page', ['Pricing Viewed', 'Price List Opened', 'Просмотр тарифов', 'Цены открыты', 'Прайс скачан']],
  ['visit', ['Page Viewed', 'session_start', 'Application Opened', 'web.visit', 'Визит', 'Просмотр страницы', 'Посещение сайта']],
  ['sign_in', ['Signed In', 'login', 'loggedIn', 'User Log In', 'Вход', 'Вход в личный кабинет', 'Авторизация', 'Вошёл в приложение', 'Регистрация']],
  ['email_sent', ['Email Sent', 'email.delivered', 'Письмо отправлено', 'Рассылка доставлена']],
  ['email_opened', ['Email Opened', 'email.opened', 'emailOpened', 'Newsletter opened', 'Открыто письмо', 'Письмо прочитано']],
  ['email_clicked', ['Email Link Clicked', 'email.clicked', 'Клик в письме', 'Переход из рассылки']],
  ['email_replied', ['Email Replied', 'Ответ на письмо']],
  ['unsubscribed', ['Unsubscribed', 'email.unsubscribed', 'Opted Out', 'Отписка от рассылки', 'Отписался']],
  ['spam_complaint', ['Email Marked as Spam', 'email.complained', 'Жалоба на спам']],
  ['message_in', ['message.received', 'Incoming Message', 'Chat Started', 'Входящее сообщение', 'Новое сообщение']],
  ['ticket_opened', ['Support Ticket Opened', 'Ticket Created', 'Обращение', 'Новая жалоба', 'Тикет создан', 'Заявка в поддержку']],
  ['ticket_closed', ['Ticket Closed', 'Support Ticket Resolved', 'Обращение закрыто', 'Тикет решён']],
  ['review', ['Product Reviewed', 'Review Submitted', 'survey.responded', 'NPS answered', 'Оставлен отзыв', 'Поставлена оценка']],
  ['deal_moved', ['Deal Stage Changed', 'crm.deal.updated', 'crm.lead.status_changed', 'Сделка выиграна']],
  ['meeting', ['Meeting Held', 'Demo Booked', 'Webinar Attended', 'Встреча проведена', 'Вебинар']],
  ['social', ['Post Shared', 'Friend Invited', 'share', 'Репост', 'Поставил лайк']],
  ['key_action', ['Report Exported', 'Project Created', 'Message Sent', 'Отчёт выгружен', 'Создан проект', 'x']],
  [null, ['Order Shipped', 'email.bounced', 'Product Removed', 'Coupon Removed', 'Signed Out', 'Application Crashed', 'Выход', 'Заказ доставлен', '$autocapture', 'message.read', 'Subscription Cancelled', 'contract_ended', 'Договор расторгнут', 'Customer Churned']],
];

/** One word and no more, as logs of shops and open sets have it. */
const BARE_WORDS: readonly (readonly [Meaning | null, readonly string[]])[] = [
  ['order', ['order', 'orders', 'Order', 'ORDER', 'ordered', 'transaction', 'Transactions', 'sale', 'sales', 'buy', 'buys', 'bought', 'purchase', 'purchases', 'payment', 'Payments', 'pay', 'paid', 'заказ', 'Заказы', 'заказано', 'транзакция', 'покупка', 'покупки', 'продажа', 'оплата', 'платёж', 'чек', 'чеки']],
  ['cart', ['addtocart', 'AddToCart', 'add_to_cart', 'addToBasket', 'addtobasket', 'cart', 'carts', 'basket', 'baskets', 'bag', 'checkout', 'корзина', 'в_корзину', 'вкорзину']],
  ['view', ['view', 'views', 'viewed', 'click', 'clicks', 'Click', 'pv', 'fav', 'item', 'detail', 'details', 'просмотр', 'просмотры', 'клик', 'клики']],
  ['visit', ['visit', 'visits', 'session', 'sessions', 'визит', 'сессия', 'сеанс']],
  ['refund', ['refund', 'refunds', 'возврат', 'возвраты']],
  [null, ['removefromcart', 'removeFromCart']],
  // The same words beside others stand for something else.
  ['key_action', ['Заказ звонка', 'заказать звонок', 'order a call', 'Border', 'Sales Call', 'Transaction Exported', 'Payment Method Added', 'Buyer Guide Downloaded', 'Click To Call', 'Session Recorded', 'Чек-лист скачан', 'Paid Feature Enabled']],
  ['view', ['Sale Viewed', 'Просмотр заказа', 'Order Viewed']],
  ['email_clicked', ['Email Click', 'Клик в письме']],
];

describe('guessMeaning', () => {
  for (const [meaning, names] of BARE_WORDS) {
    it.each(names)(`reads "%s", a word of a log, as ${meaning ?? 'nothing'}`, (name) => {
      expect(guessMeaning(name, 'track').meaning).toBe(meaning);
    });
  }

  it.each(MEANINGS)('reads %s, the name of a meaning, as that meaning', (meaning) => {
    expect(guessMeaning(meaning, 'track').meaning).toBe(meaning);
  });

  for (const [meaning, names] of CASES) {
    it.each(names)(`reads "%s" as ${meaning ?? 'nothing'}`, (name) => {
      expect(guessMeaning(name, 'track').meaning).toBe(meaning);
    });
  }

  it.each([
    ['page', 'page', 'visit'], ['page: prices', 'page', 'price_page'], ['screen', 'screen', 'visit'], ['identify', 'identify', null], ['group', 'group', null], ['alias', 'alias', null],
  ] as const)('reads %s of kind %s as %s', (name, kind, meaning) => {
    expect(guessMeaning(name, kind).meaning).toBe(meaning);
  });

  it('says how sure it is: names it knows before words before nothing', () => {
    const [known, byWords, unknown] = ['Order Completed', 'Big Order Completed Again', 'Zorbed'].map((name) => guessMeaning(name, 'track').confidence);
    expect(known).toBeGreaterThan(byWords!);
    expect(byWords).toBeGreaterThan(unknown!);
    expect(unknown).toBe(0.3);
  });

  it('does not stumble over names of any content', () => {
    for (const name of ['', ' ', '🍵', 'constructor', '__proto__', 'x'.repeat(10_000)]) expect(guessMeaning(name, 'track').confidence).toBeGreaterThan(0);
  });

  it('knows money by name', () => {
    expect(['Order Completed', 'Cart Viewed', 'Product Viewed', 'Zorbed'].map(isMoneyName)).toEqual([true, true, false, false]);
  });
});
