import type { ReactElement, ReactNode } from 'react';
import type { TriggerProps } from './menu-props.ts';

export type PopoverProps = { /** The button that opens the panel. */ trigger: ReactElement<TriggerProps>; title?: ReactNode; align?: 'start' | 'end'; className?: string; /** What stands in it; handed how to close it, where following something inside does. */ children: ReactNode | ((close: () => void) => ReactNode) };
