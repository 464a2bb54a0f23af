import { IconButton } from '@kelvin/ui';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Copies a text; the icon turns into a tick for two seconds. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = window.setTimeout(() => setIsCopied(false), 2_000);
    return () => window.clearTimeout(timer);
  }, [isCopied]);
  const name = isCopied ? t('actions.copied') : (label ?? t('actions.copy'));
  return (
    <IconButton size="sm" label={name} onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}>
      {isCopied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
    </IconButton>
  );
}
