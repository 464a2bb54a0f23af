import { useToast } from '@kelvin/ui';
import { useErrorText } from './error-panel.tsx';

/** Says in passing that a change failed, and why: for changes that leave the page as it was. */
export function useFailureToast(): (error: unknown) => void {
  const toast = useToast();
  const text = useErrorText();
  return (error) => toast({ title: text(error), tone: 'error' });
}
