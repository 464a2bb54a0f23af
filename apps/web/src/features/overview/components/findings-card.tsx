import type { Overview } from '@kelvin/contracts';
import { Card } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import type { Formatter } from '../../../shared/format/formatter.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { isBand } from '../../../shared/scoring/bands.tsx';
import { formatFacts } from '../../../shared/scoring/reason-text.ts';

type Finding = Overview['findings'][number];

/** A label that stands alone elsewhere, as the end of a sentence. */
const withinSentence = (label: string, format: Formatter): string => label.slice(0, 1).toLocaleLowerCase(format.locale) + label.slice(1);

/** A finding as a sentence; empty for one that this version has no words for. */
function findingText({ code, facts }: Finding, t: TFunction, format: Formatter): string {
  const words = formatFacts(facts, format);
  for (const [name, value] of Object.entries(facts)) {
    if (isBand(value)) words[name] = t(`scoring:bands.${value}`);
  }
  if (typeof facts['customers'] === 'number') words['customers'] = t('overview:people', { count: facts['customers'], n: format.number(facts['customers']) });
  if (typeof facts['cause'] === 'string') words['cause'] = withinSentence(t(`scoring:dangers.${facts['cause'].replace('risk.', '')}`, { defaultValue: facts['cause'] }), format);
  return t(`overview:findings.texts.${code}`, { ...words, defaultValue: '' });
}

/** What changed in the period, in sentences; each opens the people it speaks of. */
export function FindingsCard({ findings, className }: { findings: Overview['findings']; className?: string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { slug } = useWorkspace();
  const told = findings.map((finding) => ({ finding, text: findingText(finding, t, format) })).filter(({ text }) => text !== '').slice(0, 4);
  return (
    <Card title={t('findings.title')} className={className ?? ''}>
      {told.length === 0 ? <p className="text-ink-2">{t('findings.none')}</p> : (
        <ul className="flex flex-col divide-y divide-line">
          {told.map(({ finding, text }) => (
            <li key={text} className="flex items-center gap-3 py-2 first:pt-0 last:pb-0">
              <span className="min-w-0 flex-1">{text}</span>
              <Link to="/w/$workspace/customers" params={{ workspace: slug }} search={finding.link} aria-label={`${t('findings.show')}: ${text}`} className="inline-flex min-h-6 shrink-0 items-center gap-1 font-medium text-accent hover:underline">{t('findings.show')}<ArrowRight aria-hidden size={14} /></Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
