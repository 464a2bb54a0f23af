export const customerListRu = {
  columns: { customer: 'Клиент', temperature: 'Температура', score: 'Оценка', change: 'За 30 дн.', reason: 'Главная причина', lastSeen: 'Любое событие', atStake: 'Можно потерять', value: 'Ценность, год' },
  count_one: '{{n}} клиент', count_few: '{{n}} клиента', count_many: '{{n}} клиентов', count_other: '{{n}} клиента',
  anonymous: 'Пока без имени',
  changed_one: 'Изменилась оценка {{n}} клиента', changed_few: 'Изменились оценки {{n}} клиентов', changed_many: 'Изменились оценки {{n}} клиентов', changed_other: 'Изменились оценки {{n}} клиента',
};
