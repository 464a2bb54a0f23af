import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';

/** A line of a menu: an action, a choice of one among several, words, or a rule between groups. */
export type MenuEntry =
  | { kind: 'item'; label: ReactNode; icon?: ReactNode; isDisabled?: boolean; onSelect: () => void }
  | { kind: 'choices'; label: string; value: string; onChange: (value: string) => void; options: readonly { value: string; label: ReactNode }[] }
  | { kind: 'text'; content: ReactNode }
  | { kind: 'separator' };

export type TriggerProps = { onClick?: () => void; onPointerEnter?: () => void; onFocus?: () => void; 'aria-haspopup'?: 'menu' | 'dialog'; 'aria-expanded'?: boolean };
export type MenuProps = { /** The button that opens the menu. */ trigger: ReactElement<TriggerProps>; align?: 'start' | 'end'; entries: readonly MenuEntry[] };

const load = () => import('./menu-base.tsx');
const MenuBase = lazy(() => load().then((module) => ({ default: module.MenuBase })));

/** A list of actions under a button. Its code is fetched when the pointer or the focus comes near, and it opens at the first click. */
export function Menu(props: MenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const near = () => void load();
  const still = cloneElement(props.trigger, { onClick: () => setIsWanted(true), onPointerEnter: near, onFocus: near, 'aria-haspopup': 'menu', 'aria-expanded': false });
  return isWanted ? <Suspense fallback={still}><MenuBase {...props} /></Suspense> : still;
}
