import { lazy } from 'react';

// What the shell opens on demand comes after the first paint: nobody needs a menu to read a page.
export const NavigationDrawer = lazy(() => import('./navigation-drawer.tsx').then((module) => ({ default: module.NavigationDrawer })));
export const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
export const TopBarMenus = lazy(() => import('./top-bar-menus.tsx').then((module) => ({ default: module.TopBarMenus })));
export const WorkspaceSwitcher = lazy(() => import('./workspace-switcher.tsx').then((module) => ({ default: module.WorkspaceSwitcher })));
