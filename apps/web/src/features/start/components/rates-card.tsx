import type { CurrencyRateList, Workspace } from '@kelvin/contracts';
import { Button, Card, Field, Input, Select, Skeleton, useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currencyRatesOptions, RATES_ANCHOR, setCurrencyRates } from '../../../shared/currencies/api.ts';
import { currenciesEn } from '../../../shared/currencies/i18n/en.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel, useErrorText } from '../../../shared/ui/error-panel.tsx';
import { CURRENCIES } from '../../../shared/workspace-form/defaults.ts';

addEnglish('currencies', currenciesEn);

/** What other currencies are worth in the workspace's own; the events of each say where a rate is missing. */
export function RatesCard({ workspace, canManage }: { workspace: Workspace; canManage: boolean }) {
  const { t } = useTranslation('currencies');
  const own = workspace.currency;
  const list = useQuery(currencyRatesOptions(workspace.slug));
  return (
    <section id={RATES_ANCHOR} className="scroll-mt-16">
      <Card title={t('title')} note={t('note', { own })}>
        {list.isError ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
          : list.isPending ? <Skeleton className="h-24" />
            : <RatesForm key={own} slug={workspace.slug} own={own} list={list.data} isDisabled={!canManage} />}
      </Card>
    </section>
  );
}

type RatesFormProps = { slug: string; own: string; list: CurrencyRateList; isDisabled: boolean };

function RatesForm({ slug, own, list, isDisabled }: RatesFormProps) {
  const { t } = useTranslation('currencies');
  const errorText = useErrorText();
  const format = useFormat();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [added, setAdded] = useState<readonly string[]>([]);
  const written = useMemo(() => new Intl.NumberFormat(format.locale, { maximumSignificantDigits: 15, useGrouping: false }), [format.locale]);
  const items = [...list.items, ...added.filter((code) => list.items.every(({ currency }) => currency !== code)).map((currency) => ({ currency, rate: null, events: 0 }))];
  const textOf = ({ currency, rate }: { currency: string; rate: number | null }) => texts[currency] ?? (rate === null ? '' : written.format(rate));
  const { save, wrong } = useSaveRates(slug, list, () => setTexts({}));
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => {
      event.preventDefault();
      save.mutate(items.map((item) => ({ currency: item.currency, text: textOf(item) })));
    }}>
      <p className="text-control text-ink-2">{t('lead', { own })}</p>
      <fieldset disabled={isDisabled} className="contents">
        {items.length === 0 ? <p className="text-control text-ink-3">{t('nothing')}</p> : (
          <div className="grid gap-4 sm:grid-cols-2">
            {items.map((item) => (
              <Field key={item.currency} label={t('worth', { code: item.currency, own })} hint={<Events {...item} />} error={wrong.includes(item.currency) ? t('bad') : undefined}>
                <Input value={textOf(item)} inputMode="decimal" placeholder={t('none')} autoComplete="off" onChange={(event) => setTexts({ ...texts, [item.currency]: event.target.value })} />
              </Field>
            ))}
          </div>
        )}
        <AddCurrency taken={[own, ...items.map(({ currency }) => currency)]} onAdd={(code) => setAdded([...added, code])} />
      </fieldset>
      {save.isError ? <p role="alert" className="text-err">{errorText(save.error)}</p> : null}
      <Button type="submit" variant="primary" className="self-start" disabled={isDisabled || items.length === 0} isBusy={save.isPending}>{t('save')}</Button>
    </form>
  );
}

/** Checks what was typed, sends it, and says whose money is counted anew. `wrong`: currencies whose rate is none. */
function useSaveRates(slug: string, before: CurrencyRateList, onSaved: () => void) {
  const { t } = useTranslation('currencies');
  const format = useFormat();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const save = useMutation({
    mutationFn: async (typed: readonly { currency: string; text: string }[]) => {
      const { checkRates } = await import('../check-rates.ts');
      const checked = checkRates(typed);
      setWrong(checked.ok ? [] : checked.wrong);
      return checked.ok ? changedCodes(before, await setCurrencyRates(queryClient, slug, checked.body)) : null;
    },
    onSuccess: (codes) => {
      if (codes === null) return;
      onSaved();
      toast({ title: t('saved'), description: codes.length > 0 ? t('recounted', { codes: format.list(codes) }) : t('unchanged') });
    },
  });
  return { save, wrong };
}

function changedCodes(before: CurrencyRateList, after: CurrencyRateList): string[] {
  const rateIn = (list: CurrencyRateList, code: string) => list.items.find(({ currency }) => currency === code)?.rate ?? null;
  return [...new Set([...before.items, ...after.items].map(({ currency }) => currency))].filter((code) => rateIn(before, code) !== rateIn(after, code)).toSorted();
}

function Events({ rate, events }: { rate: number | null; events: number }) {
  const { t } = useTranslation('currencies');
  const format = useFormat();
  const n = format.number(events);
  if (events === 0) return t('noEvents');
  return rate === null ? <span className="font-medium text-warm-ink">{t('leftOut', { count: events, n })}</span> : t('events', { count: events, n });
}

function AddCurrency({ taken, onAdd }: { taken: readonly string[]; onAdd: (code: string) => void }) {
  const { t, i18n } = useTranslation('currencies');
  const names = useMemo(() => new Intl.DisplayNames(i18n.language, { type: 'currency' }), [i18n.language]);
  const free = CURRENCIES.filter((code) => !taken.includes(code));
  const [chosen, setChosen] = useState('');
  const code = free.find((one) => one === chosen) ?? free[0];
  if (code === undefined) return null;
  return (
    <div className="flex items-end gap-2">
      <Field label={t('add')} className="min-w-0 flex-1 sm:max-w-72">
        <Select value={code} onChange={(event) => setChosen(event.target.value)}>{free.map((one) => <option key={one} value={one}>{one} · {names.of(one)}</option>)}</Select>
      </Field>
      <Button type="button" icon={<Plus aria-hidden size={14} />} onClick={() => onAdd(code)}>{t('addButton')}</Button>
    </div>
  );
}
