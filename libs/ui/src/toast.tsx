import { X } from 'lucide-react';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { cx } from './cx.ts';

export type ToastInput = { title: string; description?: string | undefined; tone?: 'neutral' | 'error'; action?: { label: string; onClick: () => void }; /** Stays this long; 10 s gives time to undo. */ durationMs?: number };
type Toast = ToastInput & { id: number };
const Context = createContext<((toast: ToastInput) => void) | null>(null);

/** Shows short messages in the corner, read aloud politely. `useToast()` adds one. */
export function ToastProvider({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const nextId = useRef(1);
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const add = useCallback((toast: ToastInput) => {
    const id = nextId.current++;
    setToasts((all) => [...all.slice(-2), { ...toast, id }]);
    window.setTimeout(() => close(id), toast.durationMs ?? 10_000);
  }, [close]);
  const list = useMemo(() => toasts.map((toast) => (
    <div key={toast.id} className={cx('flex items-start gap-3 rounded-lg border bg-surface p-3 text-control shadow-pop', toast.tone === 'error' ? 'border-err' : 'border-line')}>
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{toast.title}</p>
        {toast.description ? <p className="text-meta text-ink-2">{toast.description}</p> : null}
      </div>
      {toast.action ? <button type="button" className="min-h-6 font-medium text-accent hover:underline" onClick={() => { toast.action?.onClick(); close(toast.id); }}>{toast.action.label}</button> : null}
      <button type="button" aria-label={closeLabel} className="inline-flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink" onClick={() => close(toast.id)}><X aria-hidden size={14} /></button>
    </div>
  )), [toasts, close, closeLabel]);
  return (
    <Context value={add}>
      {children}
      <div role="status" aria-live="polite" className="fixed right-4 bottom-4 z-[60] flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">{list}</div>
    </Context>
  );
}

/** Adds a message in the corner. */
export function useToast(): (toast: ToastInput) => void {
  const add = use(Context);
  if (!add) throw new Error('useToast needs a ToastProvider above it');
  return add;
}
