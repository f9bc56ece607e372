select cron.schedule('nightly', '0 3 * * *', $$
  select net.http_post(
    url := 'https://clinicexamplerefbbb.supabase.co/functions/v1/nightly',
    headers := '{"Authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImNsaW5pY2V4YW1wbGVyZWZiYmIiLCJyb2xlIjoic2VydmljZV9yb2xlIiwiaWF0IjoxNzQxMDAwMDAwLCJleHAiOjIwNTY1NzYwMDB9.invented-signature-of-no-real-project-000000"}'::jsonb -- expect: auth/hard-coded-secret
  )
$$);
