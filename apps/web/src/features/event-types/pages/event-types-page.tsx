import { useTranslation } from 'react-i18next';
import { Page } from '../../../shared/ui/page.tsx';

export function EventTypesPage() {
  const { t } = useTranslation('shell');
  return <Page title={t('nav.eventTypes')}>{null}</Page>;
}
