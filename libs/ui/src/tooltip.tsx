import { lazy, Suspense, type ReactElement, type ReactNode } from 'react';

export type TooltipProps = { content: ReactNode; children: ReactElement };

const TooltipBase = lazy(() => import('./tooltip-base.tsx').then((module) => ({ default: module.TooltipBase })));

/** Words about a control, on hover and on focus. The control keeps its own label: a tooltip only adds, so it may come later. */
export function Tooltip(props: TooltipProps) {
  return <Suspense fallback={props.children}><TooltipBase {...props} /></Suspense>;
}
