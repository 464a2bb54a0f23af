import { Page } from '../../../shared/ui/page.tsx';

export function SignInPage() {
  return <Page title="SignInPage"> </Page>;
}
