import { buttonClass, EmptyState } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-[60dvh] flex-col">
      <EmptyState icon={<MapPinOff aria-hidden size={28} />} title={<span role="heading" aria-level={1}>{t('notFound.title')}</span>} actions={<Link to="/" className={buttonClass('primary')}>{t('notFound.home')}</Link>}>{t('notFound.text')}</EmptyState>
    </div>
  );
}
