import { expect, it } from 'vitest'; // expect: delivery/no-tests
it('works', () => {
  expect(true).toBe(true);
});
