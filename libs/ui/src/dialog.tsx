import { lazy, Suspense, useState, type ReactNode } from 'react';

export type DialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  children?: ReactNode;
};
export type SheetProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  closeLabel: string;
  side?: 'left' | 'right';
  /** A sheet that does not block keeps the page beside it usable, as a peek at a row does. */
  isBlocking?: boolean;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

// Fetched when something first opens: no page needs them to be read.
const DialogBase = lazy(() => import('./dialog-base.tsx').then((module) => ({ default: module.DialogBase })));
const SheetBase = lazy(() => import('./dialog-base.tsx').then((module) => ({ default: module.SheetBase })));

/** True from the first opening on, so that a closing panel can still play its end. */
function useWasOpen(isOpen: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return wasOpen || isOpen;
}

/** A question or a short task over the page. Focus is held inside and returns to the opener. */
export function Dialog(props: DialogProps) {
  return useWasOpen(props.isOpen) ? <Suspense><DialogBase {...props} /></Suspense> : null;
}

/** A panel at the side of the page: navigation on small screens, or a closer look at one thing. */
export function Sheet(props: SheetProps) {
  return useWasOpen(props.isOpen) ? <Suspense><SheetBase {...props} /></Suspense> : null;
}
