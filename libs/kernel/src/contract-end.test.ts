import { describe, expect, it } from 'vitest';
import { tellsContractEnd } from './contract-end.ts';
import type { Meaning } from './meanings.ts';

describe('tellsContractEnd', () => {
  it.each([
    'Contract Ended', 'contract_ended', 'contractEnded', 'contract.terminated', 'Contract Expired', 'Contract was cancelled', 'Contracts Closed', 'Contract Not Renewed', 'Agreement Terminated',
    'Subscription Cancelled', 'subscription_canceled', 'customer.subscription.deleted', 'canceled_subscription', 'expired_subscription', 'Cancellation of the contract', 'Termination of contract', 'Subscription Expired', 'Subscription has been cancelled',
    'Membership Lapsed', 'Membership Cancellation', 'License Expired', 'Licence expired', 'Account Deleted', 'Account Closed', 'Plan Cancelled', 'Customer Churned', 'Churned', 'churn', 'Client lost', 'account offboarded',
    'Договор расторгнут', 'договор_расторгнут', 'Договор был расторгнут', 'Расторжение договора', 'Договор закончился', 'Договор истёк', 'Договор прекращён', 'Договор не продлён', 'Контракт завершён', 'Контракт закрыт', 'Прекращение контракта', 'Окончание договора',
    'Подписка отменена', 'Отмена подписки', 'Подписка закончилась', 'Абонемент закончился', 'Соглашение расторгнуто', 'Лицензия истекла', 'Договор аннулирован', 'Клиент ушёл', 'Уход клиента', 'Отток клиентов', 'Клиент потерян',
  ])('hears it in “%s”', (name) => expect(tellsContractEnd(name)).toBe(true));

  it.each([
    'Order Completed', 'Order Cancelled', 'Contract Signed', 'Contract Started', 'Contract Renewed', 'Contract ends', 'Subscription Started', 'Subscription Renewed', 'Subscription paid', 'Subscription Paused', 'Account Created', 'Ticket Closed', 'Deal Closed', 'Trial Ended', 'Trial plan expired',
    'Subscription cancellation requested', 'Cancellation scheduled', 'Contract termination requested', 'Subscription Cancelled Page Viewed', 'Cancel subscription clicked', 'Subscription cancellation prevented', 'Contract expiration reminder', 'Contract end date', 'Unsubscribed', 'Newsletter subscription cancelled', 'Email subscription cancelled', 'Churn risk changed', 'Session Ended', 'Planned', 'Accounting closed', '',
    'Заказ отменён', 'Договор подписан', 'Договор продлён', 'Договор заключён', 'Подписка оформлена', 'Подписка оплачена', 'Заявка на расторжение договора', 'Срок окончания договора', 'Дата окончания договора', 'Договор скоро закончится', 'Отмена подписки на рассылку', 'Отписался от рассылки', 'Пробная подписка закончилась', 'Тикет закрыт', 'Сделка закрыта', 'Страница отмены подписки', 'Причина отмены подписки', 'Клиент создан',
  ])('does not hear it in “%s”', (name) => expect(tellsContractEnd(name)).toBe(false));

  it.each<[Meaning | null, boolean]>([[null, true], ['key_action', true], ['deal_moved', true], ['renewal_date', true], ['unsubscribed', false], ['refund', false], ['order', false]])('beside the meaning %s: %s', (meaning, isTold) => {
    expect(tellsContractEnd('Subscription Cancelled', meaning)).toBe(isTold);
  });
});
