import type { ReactNode } from 'react';

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
