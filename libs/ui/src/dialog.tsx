import { lazy, Suspense, useState } from 'react';
import type { DialogProps, SheetProps } from './dialog-props.ts';

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
