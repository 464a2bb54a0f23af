export const accountRu = {
  tagline: 'Температура ваших клиентов: кто горячий, кто уходит и почему.',
  signIn: { title: 'Вход', submit: 'Войти', toSignUp: 'Создать учётную запись', noAccount: 'Впервые здесь?', noPassword: 'Введите пароль.', wrong: 'Почта и пароль не подходят друг к другу. Проверьте их и повторите.' },
  signUp: { title: 'Новое пространство', submit: 'Создать пространство', toSignIn: 'Войти', hasAccount: 'Уже есть учётная запись?', you: 'Вы', business: 'Ваш бизнес' },
  email: 'Почта', password: 'Пароль', passwordHint: 'Не меньше 10 знаков.', name: 'Ваше имя',
};
