select cron.schedule('reminders', '0 8 * * *', $$
  select net.http_post(
    url := 'https://clinicexamplerefbbb.supabase.co/functions/v1/reminders',
    headers := '{"x-internal-secret": "9c41e07bd25f8a6390ce17d4b82fa56047be13d0f5928ac6"}'::jsonb -- expect: auth/hard-coded-secret
  )
$$);
