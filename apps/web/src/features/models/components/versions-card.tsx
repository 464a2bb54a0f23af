import type { ModelVersion } from '@kelvin/contracts';
import { Button, Card, Cell, Chip, Dialog, HeadCell, Table, useToast, type Tone } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { promoteVersion, refreshModels, rollBack } from '../api/models.ts';
import { makerText } from '../maker-text.ts';

const TONE: Readonly<Record<ModelVersion['state'], Tone>> = { in_use: 'ok', challenger: 'accent', not_promoted: 'neutral', retired: 'neutral', damaged: 'error' };

/** What can be done stands in sight at any width; on a phone the figures stand below the name. */
const WIDE = 'hidden md:table-cell';
const WIDEST = 'hidden xl:table-cell';

/** What can be done with a version: put to use, brought back, or taken out of use for the one before it. */
type Use = 'promote' | 'bringBack' | 'rollBack';

function findUse(version: ModelVersion): Use | null {
  if (version.state === 'damaged') return null;
  if (version.state === 'in_use') return 'rollBack';
  return version.state === 'retired' ? 'bringBack' : 'promote';
}

/** Every version of an outcome's model, and what can be done with each. */
export function VersionsCard({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation('models');
  const [wanted, setWanted] = useState<ModelVersion | null>(null);
  const wantedUse = wanted ? findUse(wanted) : null;
  return (
    <Card title={t('versions.title')} isFlush>
      <Table label={t('versions.title')}>
        <thead><tr>
          <HeadCell className="pl-4">{t('versions.version')}</HeadCell><HeadCell className={WIDE}>{t('versions.state')}</HeadCell><HeadCell className={WIDE}>{t('list.trained')}</HeadCell><HeadCell className={WIDEST}>{t('versions.data')}</HeadCell>
          <HeadCell isNumber className={WIDEST}>{t('versions.positives')}</HeadCell><HeadCell isNumber className={WIDE}>{t('metrics.auc')}</HeadCell><HeadCell isNumber className={WIDEST}>{t('metrics.calibrationError')}</HeadCell><HeadCell className={WIDE}>{t('versions.promoted')}</HeadCell><HeadCell className="pr-4"><span className="sr-only">{t('versions.action')}</span></HeadCell>
        </tr></thead>
        <tbody>{versions.map((version) => <VersionRow key={version.id} version={version} use={findUse(version)} onUse={() => setWanted(version)} />)}</tbody>
      </Table>
      {wanted && wantedUse ? <UseDialog version={wanted} use={wantedUse} onClose={() => setWanted(null)} /> : null}
    </Card>
  );
}

function VersionRow({ version, use, onUse }: { version: ModelVersion; use: Use | null; onUse: () => void }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const figure = (value: number | null) => (value === null ? '—' : format.figure(value));
  const n = format.number(version.number);
  const state = <Chip tone={TONE[version.state]}>{t(`states.${version.state}`)}</Chip>;
  return (
    <tr>
      <th scope="row" className="h-11 border-b border-line px-3 pl-4 text-left font-normal max-md:py-2">
        <span className="font-medium whitespace-nowrap">{t('versions.name', { n })}</span><span className="block text-meta text-ink-3">{makerText(version, t)}</span>
        <span className="flex flex-col items-start gap-1 pt-1 text-meta text-ink-2 md:hidden">{state}<span>{t('list.trained')}: {format.shortDate(version.trainedAt)} · {t('metrics.auc')}: {figure(version.auc)}</span></span>
      </th>
      <Cell className={WIDE}>{state}</Cell>
      <Cell className={`whitespace-nowrap ${WIDE}`}>{format.shortDate(version.trainedAt)}</Cell>
      <Cell className={`text-ink-2 ${WIDEST}`}><span className="whitespace-nowrap">{format.longDay(version.dataFrom)} –</span> <span className="whitespace-nowrap">{format.longDay(version.dataTo)}</span></Cell>
      <Cell isNumber className={WIDEST}>{t('versions.positivesOf', { positives: format.number(version.positives), rows: format.number(version.rows) })}</Cell>
      <Cell isNumber className={WIDE}>{figure(version.auc)}</Cell>
      <Cell isNumber className={WIDEST}>{figure(version.calibrationError)}</Cell>
      <Cell className={`whitespace-nowrap ${WIDE}`}>{version.promotedAt ? <>{format.shortDate(version.promotedAt)}<span className="block text-meta text-ink-3">{version.promotedBy ?? t('versions.byItself')}</span></> : '—'}</Cell>
      <Cell className="pr-4 text-right">
        {use ? <PermittedButton permission="scoring.manage" size="sm" aria-label={t(`versions.uses.${use}.of`, { n })} onClick={onUse}>{t(`versions.uses.${use}.do`)}</PermittedButton> : null}
      </Cell>
    </tr>
  );
}

function UseDialog({ version, use, onClose }: { version: ModelVersion; use: Use; onClose: () => void }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  const n = format.number(version.number);
  const change = useMutation({
    mutationFn: () => (use === 'rollBack' ? rollBack(slug, version.outcomeId) : promoteVersion(slug, version.id)),
    onSuccess: async ({ inUse }) => {
      await refreshModels(queryClient, slug);
      toast({ title: inUse ? t('versions.used', { n: format.number(inUse.number) }) : t('versions.fromRules'), description: t('versions.usedText') });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="sm" title={t(`versions.uses.${use}.ask`, { n })} description={`${use === 'rollBack' ? `${t('versions.backTo')} ` : ''}${t('versions.effect')}`} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="primary" isBusy={change.isPending} onClick={() => change.mutate()}>{t(`versions.uses.${use}.do`)}</Button></>}>
      {version.state === 'not_promoted' ? <p className="text-control text-ink-2">{t('versions.againstGate')}</p> : null}
      {change.isError ? <p role="alert" className="text-control text-err">{errorText(change.error)}</p> : null}
    </Dialog>
  );
}
