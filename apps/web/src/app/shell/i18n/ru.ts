export const shellRu = {
  skip: 'К содержанию',
  nav: {
    label: 'Главное меню', open: 'Открыть меню', analyze: 'Аналитика', data: 'Данные', overview: 'Обзор', customers: 'Клиенты', scoring: 'Правила оценки', models: 'Качество прогнозов', events: 'Поток событий', sources: 'Источники',
    eventTypes: 'Типы событий', imports: 'Импорт', start: 'Начало',
  },
  workspace: { switch: 'Пространство {{name}}: сменить', choose: 'Пространства', add: 'Создать пространство', missing: 'Такого пространства нет', missingText: 'Оно удалено, или вы в нём не участвуете.' },
  demo: 'Демо-данные', demoHint: 'Люди вымышлены: всё ненастоящее, никому ничего не отправляется',
  search: { open: 'Поиск и переход…', title: 'Поиск и переход', placeholder: 'Страница или имя, почта, телефон клиента', pages: 'Страницы', customers: 'Клиенты', empty: 'Ничего не найдено', hint: 'Стрелки — выбор, Enter — открыть, Esc — закрыть' },
  language: 'Язык', theme: { label: 'Тема', light: 'Светлая', dark: 'Тёмная', toDark: 'Включить тёмную тему', toLight: 'Включить светлую тему' },
  account: { menu: 'Учётная запись: {{name}}', signOut: 'Выйти' },
  offline: 'Нет соединения. Данные на экране могли устареть, изменения не сохраняются, пока связь не вернётся.',
  jobs: {
    title: 'Задания', tray: 'Задания', trayRunning_one: 'Задания: выполняется {{count}}', trayRunning_few: 'Задания: выполняется {{count}}', trayRunning_many: 'Задания: выполняется {{count}}', trayRunning_other: 'Задания: выполняется {{count}}',
    none: 'Сейчас ничего не выполняется. Здесь видны импорт и пересчёт оценок.',
    cancel: 'Отменить: {{name}}', cancelling: 'Останавливается…', started: 'Началось: {{name}}', done: 'Готово: {{name}}', failed: 'Не удалось: {{name}}', cancelled: 'Отменено: {{name}}',
    kinds: { import: 'Импорт', backfill: 'Оценка прошлого', rescore: 'Пересчёт оценок', rebuild: 'Перестройка', demo: 'Демо-данные', fit: 'Подгонка под данные', replay: 'Ждущие исправления', train: 'Обучение модели' },
    status: { queued: 'Ожидает', running: 'Выполняется', done: 'Готово', cancelled: 'Отменено', failed: 'Ошибка' },
    phases: { queued: 'ждёт очереди', reading: 'чтение', draining: 'обработка', scoring: 'оценка', done: 'готово', uploading: 'загрузка', seeding: 'подготовка', backfill: 'оценка прошлых недель', loading: 'загрузка', snapshots: 'просмотр прошлого', candidates: 'сравнение моделей', refit: 'подгонка лучшей', evaluate: 'проверка на поздних данных', serving: 'подготовка к работе', asking: 'вопросы вашей модели', saving: 'сохранение' },
    progress: '{{done}} из {{total}}', eta: 'осталось примерно {{time}}',
  },
  notifications: { title: 'Уведомления', unread: 'Уведомления, непрочитанных: {{n}}', news: 'Новое уведомление, непрочитанных: {{n}}' },
  crash: { reload: 'Перезагрузить страницу' },
};
