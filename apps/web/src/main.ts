import './styles.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createApp } from './app/create-app.ts';
import { initialLocale, setLocale } from './shared/i18n/locale.ts';
import { reloadOnceOnStaleChunk } from './app/stale-chunk.ts';

reloadOnceOnStaleChunk();
const app = createApp();
// Russian is a chunk of its own; waiting for it here saves the reader a flash of English.
await setLocale(app.i18n, initialLocale());
createRoot(document.getElementById('root')!).render(createElement(App, app));
