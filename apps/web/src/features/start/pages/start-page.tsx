import { Page } from '../../../shared/ui/page.tsx';

export function StartPage() {
  return <Page title="StartPage"> </Page>;
}
