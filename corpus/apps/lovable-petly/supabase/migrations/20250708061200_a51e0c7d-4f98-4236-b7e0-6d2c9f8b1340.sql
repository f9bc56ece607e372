-- Send reminders every morning
CREATE EXTENSION IF NOT EXISTS pg_cron WITH SCHEMA pg_catalog;
CREATE EXTENSION IF NOT EXISTS pg_net WITH SCHEMA extensions;

SELECT cron.schedule(
  'send-reminders-daily',
  '0 7 * * *',
  $$
  SELECT net.http_post(
    url := 'https://petlyexamplerefaaaa.supabase.co/functions/v1/send-reminders',
    headers := '{"Content-Type": "application/json", "Authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6InBldGx5ZXhhbXBsZXJlZmFhYWEiLCJyb2xlIjoiYW5vbiIsImlhdCI6MTc0MTAwMDAwMCwiZXhwIjoyMDU2NTc2MDAwfQ.invented-signature-of-no-real-project-000000"}'::jsonb,
    body := '{}'::jsonb
  ) AS request_id;
  $$
);
