import { Download, Gauge, LayoutDashboard, Plug, Radio, SlidersHorizontal, Tags, Users } from 'lucide-react';

/** The navigation, in order. A new page needs its entry here, its route in `router.tsx`, its words in `shell/i18n`. */
export const NAV = [
  {
    key: 'analyze',
    items: [
      { to: '/w/$workspace', key: 'overview', Icon: LayoutDashboard, isExact: true },
      { to: '/w/$workspace/customers', key: 'customers', Icon: Users, isExact: false },
      { to: '/w/$workspace/scoring', key: 'scoring', Icon: SlidersHorizontal, isExact: false },
      { to: '/w/$workspace/models', key: 'models', Icon: Gauge, isExact: false },
    ],
  },
  {
    key: 'data',
    items: [
      { to: '/w/$workspace/events', key: 'events', Icon: Radio, isExact: false },
      { to: '/w/$workspace/sources', key: 'sources', Icon: Plug, isExact: false },
      { to: '/w/$workspace/event-types', key: 'eventTypes', Icon: Tags, isExact: false },
      { to: '/w/$workspace/imports', key: 'imports', Icon: Download, isExact: false },
    ],
  },
] as const;
