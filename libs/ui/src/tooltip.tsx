import { lazy, Suspense } from 'react';
import type { TooltipProps } from './tooltip-props.ts';

const TooltipBase = lazy(() => import('./tooltip-base.tsx').then((module) => ({ default: module.TooltipBase })));

/** Words about a control, on hover and on focus. The control keeps its own label: a tooltip only adds, so it may come later. */
export function Tooltip(props: TooltipProps) {
  return <Suspense fallback={props.children}><TooltipBase {...props} /></Suspense>;
}
