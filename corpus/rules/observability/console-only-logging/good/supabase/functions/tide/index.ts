import { logger } from '../_shared/logger.ts';
Deno.serve(async (request) => {
  const { tide } = await request.json();
  logger.info('tide', { tide });
  return new Response('ok');
});
