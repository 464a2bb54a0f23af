import { MEANINGS } from '@kelvin/kernel';
import { expect, it } from 'vitest';
import { MEANING_GROUPS } from './meaning-groups.ts';

it('offers every meaning exactly once', () => expect(Object.values(MEANING_GROUPS).flat().sort()).toEqual([...MEANINGS].sort()));
