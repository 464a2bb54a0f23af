import type { ModelVersion } from '@kelvin/contracts';
import type { TFunction } from 'i18next';

/** What a version was made by: an engine of ours, or a model elsewhere by its name and host. */
export function makerText({ engine, external }: Pick<ModelVersion, 'engine' | 'external'>, t: TFunction): string {
  return external ? t('models:external.of', { name: external.name, host: external.host }) : t(`models:engines.${engine}`, { defaultValue: engine });
}
