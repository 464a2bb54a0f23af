export const intakeRu = {
  received: 'Получено', processed: 'Обработано', rejected: 'Отклонено', parked: 'Ждёт исправления', duplicates: 'Повторы', pending: 'В очереди', fannedOut: 'Добавлено делением',
  lines: 'Строк',
  hints: {
    received: 'Всё, что пришло, сосчитано на входе', processed: 'Стало событиями клиента или посетителя', rejected: 'В таком виде обработать нельзя; у каждой записи есть причина',
    parked: 'Понятно достаточно, чтобы исправить и обработать заново', duplicates: 'Пришло ещё раз: учтено один раз', pending: 'Сохранено, ещё не обработано',
    fannedOut: 'Записи сверх первой, на которые одна запись разделена настройкой источника',
  },
  equation: 'Получено {{received}} = обработано {{processed}} + отклонено {{rejected}} + ждёт исправления {{parked}} + повторы {{duplicates}} + в очереди {{pending}}',
  equationDivided: 'Получено {{received}} + добавлено делением {{fannedOut}} = обработано {{processed}} + отклонено {{rejected}} + ждёт исправления {{parked}} + повторы {{duplicates}} + в очереди {{pending}}',
  balanced: 'Сходится: ничего не потеряно',
  unbalanced: 'Не сходится: не учтено {{missing}}',
  nothing: 'Пока ничего не пришло',
  problems: {
    invalid_json: 'Это не JSON', not_an_object: 'Это не объект', no_identifier: 'Неясно, чьё это событие', unknown_type: 'Неизвестный тип сообщения', missing_event: 'У события нет названия',
    name_too_long: 'Название события слишком длинное', identifier_too_long: 'Идентификатор слишком длинный', message_id_too_long: 'Номер сообщения слишком длинный', invalid_timestamp: 'Время не читается',
    timestamp_out_of_range: 'Время за пределами допустимого', invalid_amount: 'Сумма не читается', amount_out_of_range: 'Сумма за пределами допустимого', invalid_value: 'Значение не читается',
    wrong_type: 'Значение не того типа', wrong_column_count: 'В строке не столько столбцов, сколько нужно', too_large: 'Слишком большое', too_deep: 'Слишком глубокая вложенность', ignored: 'Такие записи не хранятся',
    missing_previous_id: 'Не указан прежний идентификатор', import_gone: 'Импорт удалён', kills_drain: 'Останавливало обработку и отложено', refused_by_database: 'Не удалось сохранить', missing_amount: 'Сумма больше не приходит', no_items: 'Список событий пуст', too_many_items: 'Список событий слишком длинный', divided_before: 'Уже разделено по другому списку', discarded: 'Отброшено вручную', too_old: 'Отложено прежней версией',
    bot: 'Отправил робот', machine_click: 'Открыла машина, а не человек', machine_open: 'Открыла машина, а не человек',
  },
};
