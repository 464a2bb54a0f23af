import { cloneElement, lazy, Suspense, useState } from 'react';
import type { PopoverProps } from './popover-props.ts';

const load = () => import('./popover-base.tsx');
const PopoverBase = lazy(() => load().then((module) => ({ default: module.PopoverBase })));

/** A small panel under a button. Its code is fetched when the pointer or the focus comes near, and it opens at the first click. */
export function Popover(props: PopoverProps) {
  const [isWanted, setIsWanted] = useState(false);
  const near = () => void load();
  const still = cloneElement(props.trigger, { onClick: () => setIsWanted(true), onPointerEnter: near, onFocus: near, 'aria-haspopup': 'dialog', 'aria-expanded': false });
  return isWanted ? <Suspense fallback={still}><PopoverBase {...props} /></Suspense> : still;
}
