import { Page } from '../../../shared/ui/page.tsx';

export function CustomersPage() {
  return <Page title="CustomersPage"> </Page>;
}
