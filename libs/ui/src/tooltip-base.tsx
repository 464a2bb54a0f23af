import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { TooltipProps } from './tooltip-props.ts';

/** Words about a control, on hover and on focus. The control keeps its own label: a tooltip only adds. */
export function TooltipBase({ content, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={300} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-ink px-2 py-1 text-meta text-surface shadow-pop">{content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
