import { useEffect } from 'react';

const OWN_USE = 'input, textarea, select, button, a, summary, [role=dialog], [contenteditable=true]';

/** Calls `onSpace` for the space bar, except where the focused control uses it itself. */
export function useSpaceKey(onSpace: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_USE)) return;
      event.preventDefault();
      onSpace();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onSpace]);
}
