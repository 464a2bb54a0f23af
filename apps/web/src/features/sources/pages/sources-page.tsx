import { useTranslation } from 'react-i18next';
import { Page } from '../../../shared/ui/page.tsx';

export function SourcesPage() {
  const { t } = useTranslation('shell');
  return <Page title={t('nav.sources')}>{null}</Page>;
}
