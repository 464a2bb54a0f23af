import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';
import type { TriggerProps } from './menu.tsx';

export type PopoverProps = { /** The button that opens the panel. */ trigger: ReactElement<TriggerProps>; title?: ReactNode; align?: 'start' | 'end'; className?: string; /** What stands in it; handed how to close it, where following something inside does. */ children: ReactNode | ((close: () => void) => ReactNode) };

const load = () => import('./popover-base.tsx');
const PopoverBase = lazy(() => load().then((module) => ({ default: module.PopoverBase })));

/** A small panel under a button. Its code is fetched when the pointer or the focus comes near, and it opens at the first click. */
export function Popover(props: PopoverProps) {
  const [isWanted, setIsWanted] = useState(false);
  const near = () => void load();
  const still = cloneElement(props.trigger, { onClick: () => setIsWanted(true), onPointerEnter: near, onFocus: near, 'aria-haspopup': 'dialog', 'aria-expanded': false });
  return isWanted ? <Suspense fallback={still}><PopoverBase {...props} /></Suspense> : still;
}
