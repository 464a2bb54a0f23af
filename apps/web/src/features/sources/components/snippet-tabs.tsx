import type { Source } from '@kelvin/contracts';
import { Tabs } from '@kelvin/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browserPackage, browserSnippet, curlSecretPath, curlSigned, curlTrack, nodeSnippet, nodeWebhook } from '../../../shared/tracking/snippets.ts';
import { CodeBlock } from '../../../shared/ui/code-block.tsx';

const SECRET_PLACEHOLDER = 'whsec_…';

function snippetsOf(source: Source, secret: string | null): Record<string, string> {
  const { endpoint, writeKey } = source;
  if (source.kind === 'tracking') {
    const key = writeKey ?? '';
    return {
      snippet: browserSnippet(endpoint, key), package: browserPackage(endpoint, key), node: nodeSnippet(endpoint, key),
      curl: curlTrack({ endpoint, writeKey: key, event: 'Order Completed', userId: 'u-1', properties: { orderId: 'A-1', revenue: 42.5, currency: 'EUR' } }),
    };
  }
  const isSigned = source.authentication === 'signature';
  return { curl: isSigned ? curlSigned(endpoint, secret ?? SECRET_PLACEHOLDER) : curlSecretPath(endpoint), node: nodeWebhook(endpoint, isSigned ? (secret ?? SECRET_PLACEHOLDER) : null) };
}

/** How to send to this source, ready to copy. `secret` is known only right after it was made. */
export function SnippetTabs({ source, secret }: { source: Source; secret: string | null }) {
  const { t } = useTranslation('sources');
  const snippets = Object.entries(snippetsOf(source, secret));
  const [tab, setTab] = useState(snippets[0]?.[0] ?? 'curl');
  return (
    <Tabs label={t('tabs.label')} value={tab} onChange={setTab} tabs={snippets.map(([name, code]) => ({
      value: name, label: t(`tabs.${name}`), content: <div className="pt-3"><CodeBlock code={code} label={t(`tabs.${name}`)} /></div>,
    }))} />
  );
}
