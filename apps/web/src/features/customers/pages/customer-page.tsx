import { Page } from '../../../shared/ui/page.tsx';

export function CustomerPage() {
  return <Page title="CustomerPage"> </Page>;
}
