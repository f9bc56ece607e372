import { expect, it } from 'vitest';
import { height } from './height';

it('is highest at the start', () => {
  expect(height(0)).toBe(3);
});
