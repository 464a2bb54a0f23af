import type { WebhookMapping, WebhookPreview } from '@kelvin/contracts';
import { Cell, Chip, HeadCell, Select, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { mappedPaths, roleOf, rolesFor, usualPartOf, withRole, type FieldRole } from '../webhook-draft.ts';

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
        {unseen.map((path) => <FieldRow key={path} {...props} path={path} isGroup={['properties', 'traits', 'items'].includes(roleOf(mapping, path) ?? '')} isList={roleOf(mapping, path) === 'items'} samples={null} />)}
        {preview.fields.map(({ path, isGroup, isList, samples }) => <FieldRow key={path} {...props} path={path} isGroup={isGroup} isList={isList} samples={samples} />)}
      </tbody>
    </Table>
  );
}

type FieldRowProps = FieldTableProps & { path: string; isGroup: boolean; isList: boolean; samples: readonly string[] | null };

function FieldRow({ preview, mapping, proposal, isReadOnly, onChange, path, isGroup, isList, samples }: FieldRowProps) {
  const { t } = useTranslation('sources');
  const role = roleOf(mapping, path);
  const usual = usualPartOf(preview, mapping, path);
  const suggested = roleOf(proposal, path);
  return (
    <tr>
      <Cell className="!h-10 font-mono text-meta break-all">{path}</Cell>
      <Cell className="!h-10 max-w-80 truncate text-ink-2">{samples === null ? t('mapping.unseen') : isList ? t('mapping.list') : isGroup ? t('mapping.group') : samples.join(' · ')}</Cell>
      <Cell className="!h-10">
        <span className="flex items-center gap-2">
          <Select aria-label={t('mapping.meansOf', { path })} value={role ?? ''} disabled={isReadOnly} className="min-w-52" onChange={(event) => onChange(withRole(mapping, path, (event.target.value || null) as FieldRole | null))}>
            <option value="">{usual ? t('mapping.usual', { part: t(`mapping.parts.${usual}`) }) : t('mapping.unused')}</option>
            {rolesFor({ isGroup, isList }).map((one) => <option key={one} value={one}>{t(`mapping.parts.${one}`)}</option>)}
          </Select>
          {suggested ? <Chip tone="accent">{t('mapping.maybe', { part: t(`mapping.parts.${suggested}`) })}</Chip> : null}
        </span>
      </Cell>
    </tr>
  );
}
