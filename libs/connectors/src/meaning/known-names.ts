import type { Meaning } from '@kelvin/kernel';

/**
 * Event names with one settled reading: Segment's e-commerce and e-mail vocabularies, the canonical `vendor.event` names
 * of the connectors, Google's recommended events, single words that logs of shops are made of. Keys are normalised as `normaliseEventName` does; null means that the
 * name is known and counts as nothing.
 */
export const KNOWN_NAMES: ReadonlyMap<string, Meaning | null> = new Map(Object.entries({
  // Segment: e-commerce
  'products searched': 'view', 'product list viewed': 'view', 'product list filtered': 'view', 'product clicked': 'view',
  'product viewed': 'view', 'promotion viewed': 'view', 'promotion clicked': 'view', 'product shared': 'social', 'cart shared': 'social',
  'product added': 'cart', 'product removed': null, 'cart viewed': 'cart', 'checkout started': 'cart', 'checkout step viewed': 'cart',
  'checkout step completed': 'cart', 'payment info entered': 'cart', 'coupon entered': 'cart', 'coupon applied': 'cart',
  'coupon denied': null, 'coupon removed': null, 'product added to wishlist': 'view', 'product removed from wishlist': null,
  'wishlist product added to cart': 'cart', 'product reviewed': 'review',
  'order completed': 'order', 'order updated': null, 'order refunded': 'refund', 'order cancelled': 'refund', 'order canceled': 'refund',
  // Segment: e-mail, accounts, mobile
  'email delivered': 'email_sent', 'email sent': 'email_sent', 'email opened': 'email_opened', 'email link clicked': 'email_clicked',
  'email clicked': 'email_clicked', 'email replied': 'email_replied', 'email bounced': null, 'email dropped': null, 'email deferred': null,
  'email marked as spam': 'spam_complaint', 'email complained': 'spam_complaint', 'email unsubscribed': 'unsubscribed', unsubscribed: 'unsubscribed',
  'signed in': 'sign_in', 'signed up': 'sign_in', 'signed out': null, 'trial started': 'key_action', 'trial ended': null,
  'application opened': 'visit', 'application installed': 'visit', 'application updated': null, 'application backgrounded': null,
  'application uninstalled': null, 'application crashed': null, 'push notification received': null, 'push notification tapped': 'visit',
  'install attributed': null, 'deep link opened': 'visit', 'experiment viewed': null,
  // Google's recommended names
  purchase: 'order', refund: 'refund', 'add to cart': 'cart', 'view cart': 'cart', 'begin checkout': 'cart', 'add payment info': 'cart',
  'add shipping info': 'cart', 'remove from cart': null, 'view item': 'view', 'view item list': 'view', 'select item': 'view', search: 'view',
  'view search results': 'view', login: 'sign_in', 'sign up': 'sign_in', 'page view': 'visit', 'session start': 'visit', 'first visit': 'visit',
  'user engagement': null, scroll: null, share: 'social',
  // names the connectors give
  'web visit': 'visit', 'web pageview': 'visit', 'web goal': 'key_action', 'message received': 'message_in', 'message read': null,
  'payment succeeded': 'order', 'payment failed': 'payment_failed', 'invoice paid': 'subscription_payment',
  'invoice payment failed': 'payment_failed', 'survey responded': 'review', 'list subscribed': null, 'list unsubscribed': 'unsubscribed',
  'crm contact updated': null, 'crm deal created': 'deal_moved', 'crm deal updated': 'deal_moved', 'crm lead status changed': 'deal_moved',
  'order created': 'order', 'order paid': 'order', 'order placed': 'order', 'order shipped': null, 'order delivered': null,
  // Russian
  'заказ оплачен': 'order', 'заказ оформлен': 'order', 'заказ создан': 'order', 'заказ отменен': 'refund', 'заказ доставлен': null,
  'заказ отправлен': null, 'брошена корзина': 'cart', 'брошенная корзина': 'cart', 'добавлено в корзину': 'cart', 'товар в корзине': 'cart',
  'удалено из корзины': null, 'вход': 'sign_in', 'выход': null, 'регистрация': 'sign_in', 'обращение': 'ticket_opened', 'визит': 'visit',
  'просмотр страницы': 'visit', 'просмотр товара': 'view', 'поиск': 'view', 'возврат': 'refund', 'покупка': 'order', 'оплата': 'order',
  'отписка': 'unsubscribed', 'отзыв': 'review', 'встреча': 'meeting', 'звонок': 'meeting',
  // one word and no more, as logs of shops have it; beside others the same word may stand for anything ("order a call")
  order: 'order', orders: 'order', ordered: 'order', transaction: 'order', transactions: 'order', sale: 'order', sales: 'order', buy: 'order', buys: 'order',
  payment: 'order', payments: 'order', pay: 'order', paid: 'order', addtocart: 'cart', addtobasket: 'cart', addtobag: 'cart', carts: 'cart', baskets: 'cart',
  removefromcart: null, removefrombasket: null, click: 'view', clicks: 'view', pv: 'view', fav: 'view', detail: 'view', details: 'view',
  session: 'visit', sessions: 'visit', social: 'social',
  'заказ': 'order', 'заказы': 'order', 'заказано': 'order', 'заказал': 'order', 'заказала': 'order', 'транзакция': 'order', 'транзакции': 'order', 'чек': 'order',
  'чеки': 'order', 'вкорзину': 'cart', 'клик': 'view', 'клики': 'view', 'сессия': 'visit', 'сессии': 'visit', 'сеанс': 'visit', 'сеансы': 'visit',
} satisfies Record<string, Meaning | null>));
