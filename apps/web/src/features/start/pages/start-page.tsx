import type { Workspace, WorkspaceSettings } from '@kelvin/contracts';
import { Card, Notice, useToast } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meOptions } from '../../../shared/api/me.ts';
import { useWorkspaceOrNull, WorkspaceProvider } from '../../../shared/api/workspace.tsx';
import { createWorkspace, updateWorkspace } from '../../../shared/api/workspace-settings.ts';
import { AsOfNotice } from '../../../shared/as-of/as-of-notice.tsx';
import { currencyRatesOptions } from '../../../shared/currencies/api.ts';
import { DemoCard } from '../../../shared/demo/demo-card.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { defaultSettings } from '../../../shared/workspace-form/defaults.ts';
import { Checklist } from '../components/checklist.tsx';
import { OwnDataCard } from '../components/own-data-card.tsx';
import { RatesCard } from '../components/rates-card.tsx';
import { SettingsForm } from '../components/settings-form.tsx';

/** The first page of a new account, and where the setup of a workspace is seen through. */
export function StartPage() {
  const { t } = useTranslation('start');
  const me = useQuery(meOptions()).data ?? null;
  const current = useWorkspaceOrNull();
  const own = current && !current.isDemo ? current : (me?.workspaces.find((workspace) => !workspace.isDemo) ?? null);
  const name = me?.user.name.split(' ')[0] ?? '';
  return (
    <Page title={t('title')} width="narrow" head={<header><h1 className="text-title font-semibold">{t('welcome', { name })}</h1><p className="text-body text-ink-2">{t('lead')}</p></header>}>
      <div className="grid gap-4 md:grid-cols-2"><DemoCard me={me} /><OwnDataCard workspace={own} /></div>
      {own ? <WorkspaceProvider workspace={own}><AsOfNotice /></WorkspaceProvider> : null}
      {own ? <Checklist workspace={own} /> : null}
      {own ? <BusinessCard key={own.id} workspace={own} /> : <CreateCard />}
      {own ? <RatesCard workspace={own} canManage={own.permissions.includes('workspace.manage')} /> : null}
    </Page>
  );
}

function CreateCard() {
  const { t } = useTranslation('start');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const create = async (settings: WorkspaceSettings) => {
    const { slug } = await createWorkspace(queryClient, settings);
    await navigate({ to: '/w/$workspace/sources', params: { workspace: slug } });
  };
  return <Card title={t('create.title')}><SettingsForm initial={defaultSettings()} submitLabel={t('create.submit')} onSubmit={create} /></Card>;
}

function BusinessCard({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('start');
  const { t: tc } = useTranslation();
  const { t: tr } = useTranslation('currencies');
  const queryClient = useQueryClient();
  const toast = useToast();
  const canManage = workspace.permissions.includes('workspace.manage');
  const { name, business, currency, timeZone, margin, leavingDays } = workspace;
  const hasRates = useQuery(currencyRatesOptions(workspace.slug)).data?.items.some(({ rate }) => rate !== null) ?? false;
  const save = async (settings: WorkspaceSettings) => {
    await updateWorkspace(queryClient, workspace.slug, settings);
    toast({ title: t('settings.saved'), description: hasRates && settings.currency !== currency ? tr('removed', { own: settings.currency }) : t('settings.rescored') });
    await queryClient.invalidateQueries({ queryKey: ['w', workspace.slug] });
  };
  return (
    <Card title={t('settings.title')} note={t('settings.note', { name })}>
      <div className="flex flex-col gap-4">
        {canManage ? null : <Notice>{tc('permission.role', { role: tc(`roles.${workspace.role}`) })}</Notice>}
        <SettingsForm initial={{ name, business, currency, timeZone, margin, leavingDays }} currencyNote={hasRates ? tr('newCurrency', { own: currency }) : null} submitLabel={t('settings.submit')} isDisabled={!canManage} onSubmit={save} />
      </div>
    </Card>
  );
}
