import { Button, Card, cx, Progress } from '@kelvin/ui';
import { FileUp } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSizeText } from '../use-size-text.ts';

/** A place to drop a file, and the button that opens the browser's own dialog. */
export function DropZone({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const { t } = useTranslation('imports');
  const size = useSizeText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (list: FileList | null | undefined) => {
    const first = list?.[0];
    if (first) onFile(first);
  };
  return (
    <div onDragOver={(event) => { event.preventDefault(); setIsOver(true); }} onDragLeave={() => setIsOver(false)} onDrop={(event) => { event.preventDefault(); setIsOver(false); take(event.dataTransfer.files); }}
      className={cx('flex flex-col items-center gap-2 rounded-lg border-2 border-dashed px-4 py-10 text-center', isOver ? 'border-accent bg-accent-soft' : 'border-line-strong')}>
      <FileUp aria-hidden size={24} className="text-ink-3" />
      {file ? <p className="text-body font-semibold break-all">{file.name} <span className="font-normal text-ink-2">{size(file.size)}</span></p> : <p className="text-body font-semibold">{t('upload.drop')}</p>}
      <p className="max-w-md text-meta text-ink-2">{t('upload.hint')}</p>
      <label htmlFor={id} className="sr-only">{t('upload.choose')}</label>
      <input ref={input} id={id} type="file" tabIndex={-1} accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.gz" className="sr-only" onChange={(event) => take(event.target.files)} />
      <Button onClick={() => input.current?.click()}>{file ? t('upload.replace') : t('upload.choose')}</Button>
    </div>
  );
}

/** Bytes on their way. */
export function Uploading({ file, sentBytes, onStop, children }: { file: File; sentBytes: number; onStop: () => void; children?: ReactNode }) {
  const { t } = useTranslation('imports');
  const size = useSizeText();
  const label = t('upload.sending', { name: file.name });
  return (
    <Card title={label}>
      <div className="flex flex-col gap-3">
        <Progress value={sentBytes} max={Math.max(1, file.size)} label={label} />
        <div className="flex items-center justify-between gap-3"><span className="text-ink-2 tabular-nums">{t('upload.of', { sent: size(sentBytes), total: size(file.size) })}</span><Button size="sm" onClick={onStop}>{t('upload.stop')}</Button></div>
        {children}
      </div>
    </Card>
  );
}
