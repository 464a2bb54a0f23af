import { cloneElement, lazy, Suspense, useState } from 'react';
import type { MenuProps } from './menu-props.ts';

const load = () => import('./menu-base.tsx');
const MenuBase = lazy(() => load().then((module) => ({ default: module.MenuBase })));

/** A list of actions under a button. Its code is fetched when the pointer or the focus comes near, and it opens at the first click. */
export function Menu(props: MenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const near = () => void load();
  const still = cloneElement(props.trigger, { onClick: () => setIsWanted(true), onPointerEnter: near, onFocus: near, 'aria-haspopup': 'menu', 'aria-expanded': false });
  return isWanted ? <Suspense fallback={still}><MenuBase {...props} /></Suspense> : still;
}
