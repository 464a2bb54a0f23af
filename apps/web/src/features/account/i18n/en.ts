export const accountEn = {
  tagline: 'The temperature of your customers: who is hot, who is leaving, and why.',
  signIn: { title: 'Sign in', submit: 'Sign in', toSignUp: 'Create an account', noAccount: 'New here?', noPassword: 'Enter your password.', wrong: 'E-mail and password do not match. Check both and try again.' },
  signUp: { title: 'Create your workspace', submit: 'Create the workspace', toSignIn: 'Sign in', hasAccount: 'Already have an account?', you: 'You', business: 'Your business' },
  email: 'E-mail', password: 'Password', passwordHint: 'At least 10 characters.', name: 'Your name',
};
