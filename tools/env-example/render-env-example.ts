import { z } from 'zod';
import { configSchema } from '../../apps/api/src/platform/config/config.schema.ts';

interface Setting {
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
}

/** The text of `.env.example`: every setting, what it is for, and its default, switched off. */
export function renderEnvExample(): string {
  const { properties } = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Setting> };
  const blocks = Object.entries(properties).map(([name, setting]) => {
    const choices = setting.enum ? ` One of: ${setting.enum.join(', ')}.` : '';
    return `# ${setting.description ?? ''}${choices}\n# ${name}=${setting.default ?? ''}\n`;
  });
  return ['# Copy to .env and take the # away from what you want to change. The environment wins over this file.', '# Made by: npm run env-example\n', ...blocks].join('\n');
}
