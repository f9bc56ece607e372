create table public.audit_log (
  id bigint generated always as identity primary key,
  actor uuid,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  at timestamptz not null default now()
);

-- Append-only, also for the service role.
alter table public.audit_log enable row level security;
revoke all on public.audit_log from anon, authenticated, service_role;
grant select, insert on public.audit_log to service_role;

create function private.audit() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.audit_log (actor, action, subject, details)
  values (auth.uid(), tg_op, tg_table_name,
          jsonb_build_object('old', case when tg_op = 'INSERT' then null else to_jsonb(old) end,
                             'new', case when tg_op = 'DELETE' then null else to_jsonb(new) end));
  return null;
end;
$$;
revoke execute on function private.audit() from public, anon, authenticated;

create trigger audit after insert or update or delete on public.memberships
  for each row execute function private.audit();
create trigger audit after insert or update or delete on public.bookings
  for each row execute function private.audit();
create trigger audit after insert or update or delete on public.payments
  for each row execute function private.audit();
create trigger audit after update of price_cents or delete on public.berths
  for each row execute function private.audit();
