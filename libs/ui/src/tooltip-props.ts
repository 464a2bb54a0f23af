import type { ReactElement, ReactNode } from 'react';

export type TooltipProps = { content: ReactNode; children: ReactElement };
