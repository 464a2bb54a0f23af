import type { WebhookMapping, WebhookPart, WebhookPreview } from '@kelvin/contracts';
import { Cell, Chip, HeadCell, Select, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { mappedPaths, partOf, partsFor, withPart } from '../webhook-draft.ts';

export type FieldTableProps = { preview: WebhookPreview; mapping: WebhookMapping; proposal: WebhookMapping; isReadOnly: boolean; onChange: (mapping: WebhookMapping) => void };

/** Field of the payload → what it is to us, with values it had. */
export function FieldTable(props: FieldTableProps) {
  const { t } = useTranslation('sources');
  const { preview, mapping } = props;
  const listed = new Set(preview.fields.map(({ path }) => path));
  const unseen = mappedPaths(mapping).filter((path) => !listed.has(path));
  return (
    <Table label={t('mapping.table')} className="max-h-112 overflow-y-auto rounded-md border border-line">
      <thead><tr><HeadCell>{t('mapping.field')}</HeadCell><HeadCell>{t('mapping.samples')}</HeadCell><HeadCell>{t('mapping.means')}</HeadCell></tr></thead>
      <tbody>
        {unseen.map((path) => <FieldRow key={path} {...props} path={path} isGroup={['properties', 'traits'].includes(partOf(mapping, path) ?? '')} samples={null} />)}
        {preview.fields.map(({ path, isGroup, samples }) => <FieldRow key={path} {...props} path={path} isGroup={isGroup} samples={samples} />)}
      </tbody>
    </Table>
  );
}

type FieldRowProps = FieldTableProps & { path: string; isGroup: boolean; samples: readonly string[] | null };

function FieldRow({ preview, mapping, proposal, isReadOnly, onChange, path, isGroup, samples }: FieldRowProps) {
  const { t } = useTranslation('sources');
  const part = partOf(mapping, path);
  const usual = partsFor(false).find((one) => preview.usual[one] === path && mapping[one] === undefined);
  const suggested = partOf(proposal, path);
  return (
    <tr>
      <Cell className="!h-10 font-mono text-meta break-all">{path}</Cell>
      <Cell className="!h-10 max-w-80 truncate text-ink-2">{samples === null ? t('mapping.unseen') : isGroup ? t('mapping.group') : samples.join(' · ')}</Cell>
      <Cell className="!h-10">
        <span className="flex items-center gap-2">
          <Select aria-label={t('mapping.meansOf', { path })} value={part ?? ''} disabled={isReadOnly} className="min-w-52" onChange={(event) => onChange(withPart(mapping, path, (event.target.value || null) as WebhookPart | null))}>
            <option value="">{usual ? t('mapping.usual', { part: t(`mapping.parts.${usual}`) }) : t('mapping.unused')}</option>
            {partsFor(isGroup).map((one) => <option key={one} value={one}>{t(`mapping.parts.${one}`)}</option>)}
          </Select>
          {suggested ? <Chip tone="accent">{t('mapping.maybe', { part: t(`mapping.parts.${suggested}`) })}</Chip> : null}
        </span>
      </Cell>
    </tr>
  );
}
