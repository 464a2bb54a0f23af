/** What a column may be for, besides a plain property. */
export type ColumnRole =
  | 'userId' | 'anonymousId' | 'email' | 'phone' | 'timestamp' | 'time' | 'event' | 'kind' | 'messageId' | 'amount'
  | 'price' | 'quantity' | 'currency' | 'orderId';

interface RoleRule {
  readonly role: ColumnRole;
  /** Over the name in lower case with blanks between words: `customerid` and `customer_id` are `customer id`. */
  readonly pattern: RegExp;
  readonly confidence: number;
}

const exactly = (names: string): RegExp => new RegExp(`^(?:${names})$`, 'u');

/** Readings of column names in English and Russian; the first match wins, surer ones come first. */
const ROLE_RULES: readonly RoleRule[] = [
  { role: 'email', confidence: 0.95, pattern: exactly('e ?mail(?: address)?|customer e ?mail|user e ?mail|mail|почта|электронная почта|эл почта|имейл|емейл|адрес эл(?:ектронной)? почты') },
  { role: 'phone', confidence: 0.95, pattern: exactly('(?:mobile |customer |user )?phone(?: number)?|mobile|tel|telephone|телефон(?: клиента)?|номер телефона|мобильный(?: телефон)?|тел') },
  { role: 'messageId', confidence: 0.9, pattern: exactly('(?:message|event|row) (?:id|uuid)|uuid|insert id|ид события|id события') },
  { role: 'anonymousId', confidence: 0.95, pattern: exactly('anonymous ?id|anon id|visitor ?id|client ?id|device ?id|cookie(?: id)?|ид посетителя|id посетителя') },
  { role: 'userId', confidence: 0.95, pattern: exactly('(?:customer|user|client|member|buyer|contact|account|subscriber|external|patient|player)(?: ?(?:id|no|number|code|key))|uid|cust id|(?:ид|id|номер|код) (?:клиента|пользователя|покупателя|контакта|заказчика)|(?:клиент|пользователь|покупатель) (?:ид|id)|идентификатор клиента') },
  { role: 'orderId', confidence: 0.9, pattern: exactly('(?:order|invoice|receipt|transaction|checkout|purchase|bill|sale)(?: ?(?:id|no|number|num|code))|(?:номер|ид|id|код) (?:заказа|чека|счета|накладной|транзакции|покупки)|заказ|чек|накладная') },
  { role: 'timestamp', confidence: 0.9, pattern: exactly('timestamp|datetime|date ?time|date|(?:invoice|order|event|purchase|transaction|created|occurred|payment|sale|visit|sent) ?(?:date(?: ?time)?|at|on|timestamp|ts)|occurred|unix ?(?:ts|time|timestamp)|ts|дата(?: и время)?|дата(?: и время)? (?:заказа|покупки|события|оплаты|создания|платежа|визита|операции)|когда|момент') },
  { role: 'time', confidence: 0.8, pattern: exactly('time|(?:order|event|purchase|transaction|invoice) ?time|время(?: (?:заказа|покупки|события|оплаты))?') },
  { role: 'kind', confidence: 0.8, pattern: exactly('type|kind|message type|тип') },
  { role: 'event', confidence: 0.9, pattern: exactly('event(?: ?(?:name|type))?|action|activity|событие|название события|тип события|действие') },
  { role: 'currency', confidence: 0.95, pattern: exactly('currency(?: code)?|валюта|код валюты') },
  { role: 'price', confidence: 0.85, pattern: exactly('(?:unit |item |product )?price|price per unit|unit cost|цена(?: за (?:единицу|шт|штуку))?') },
  { role: 'quantity', confidence: 0.85, pattern: exactly('quantity|qty|count|units|pieces|number of \\S+|количество|кол ?во|кол|штук|шт') },
  { role: 'amount', confidence: 0.9, pattern: exactly('amount|total(?: (?:amount|price|sum|value))?|revenue|sum|value|(?:dollar|order|purchase|sales?|transaction|payment|gross|net) (?:value|amount|total|sum)|sales|spent|paid|сумма(?: (?:заказа|чека|покупки|оплаты|платежа|руб))?|итого|стоимость(?: заказа)?|выручка|оплачено') },
  { role: 'userId', confidence: 0.6, pattern: exactly('customer|user|client|member|buyer|sender|from|author|src|source id|клиент|покупатель|пользователь|отправитель|автор') },
];

/** `CustomerID`, `customer_id` and `Customer Id` are all `customer id`. */
export function normaliseColumnName(name: string): string {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The role a column's name suggests, null when it is a property like any other. */
export function roleOfColumn(name: string): { role: ColumnRole; confidence: number } | null {
  const normal = normaliseColumnName(name);
  const rule = ROLE_RULES.find(({ pattern }) => pattern.test(normal));
  return rule ? { role: rule.role, confidence: rule.confidence } : null;
}
