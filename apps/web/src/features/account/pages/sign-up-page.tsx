import { Page } from '../../../shared/ui/page.tsx';

export function SignUpPage() {
  return <Page title="SignUpPage"> </Page>;
}
