import { lazy } from 'react';

/** The palette comes when it is first opened: nobody needs it to read a page. */
export const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
