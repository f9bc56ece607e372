create table public.mail_outbox (
  id bigint generated always as identity primary key,
  dedupe_key text not null unique,
  recipient text not null,
  subject text not null,
  body text not null,
  send_after timestamptz not null default now(),
  locked_until timestamptz,
  attempts integer not null default 0,
  sent_at timestamptz
);

create index mail_outbox_due on public.mail_outbox (send_after) where sent_at is null;

alter table public.mail_outbox enable row level security;
revoke all on public.mail_outbox from anon, authenticated;
grant all on public.mail_outbox to service_role;

-- Hands out mails that are due, each to one worker at a time.
create function public.claim_mail(batch integer) returns setof public.mail_outbox
language sql security definer set search_path = ''
as $$
  update public.mail_outbox m
  set locked_until = now() + interval '2 minutes', attempts = m.attempts + 1
  where m.id in (
    select o.id from public.mail_outbox o
    where o.sent_at is null and o.attempts < 5 and o.send_after <= now()
      and (o.locked_until is null or o.locked_until < now())
    order by o.send_after
    limit least(batch, 20)
    for update skip locked
  )
  returning m.*
$$;
revoke execute on function public.claim_mail(integer) from public, anon, authenticated;
grant execute on function public.claim_mail(integer) to service_role;

-- A confirmed booking queues one mail, however often it is confirmed.
create function private.queue_confirmation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.mail_outbox (dedupe_key, recipient, subject, body)
  select 'confirmed:' || new.id, u.email, 'Your berth is booked',
         'We look forward to seeing you on ' || new.starts_on || '.'
  from auth.users u where u.id = new.guest_id
  on conflict (dedupe_key) do nothing;
  return null;
end;
$$;
revoke execute on function private.queue_confirmation() from public, anon, authenticated;

create trigger queue_confirmation after update of status on public.bookings
  for each row when (new.status = 'confirmed') execute function private.queue_confirmation();

create table public.job_runs (
  id bigint generated always as identity primary key,
  job text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'failed')),
  items integer not null default 0
);

alter table public.job_runs enable row level security;
revoke all on public.job_runs from anon, authenticated;
grant all on public.job_runs to service_role;

create extension if not exists pg_cron with schema pg_catalog;
create extension if not exists pg_net with schema extensions;

select cron.schedule('send-mail', '*/5 * * * *', $$
  select net.http_post(
    url := (select decrypted_secret from vault.decrypted_secrets where name = 'functions_url') || '/send-mail',
    headers := jsonb_build_object(
      'content-type', 'application/json',
      'x-cron-secret', (select decrypted_secret from vault.decrypted_secrets where name = 'cron_secret')
    )
  )
$$);

select cron.schedule('forget-rate-limits', '17 3 * * *', $$
  delete from public.rate_limits where window_start < now() - interval '1 day'
$$);
