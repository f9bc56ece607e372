-- Written by the service role only: no policy and no grant for the API's roles, on purpose.
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references public.bookings (id) on delete restrict,
  stripe_session_id text not null unique,
  amount_cents integer not null check (amount_cents > 0),
  currency text not null,
  status text not null default 'open' check (status in ('open', 'paid', 'failed', 'refunded')),
  changed_at timestamptz,
  created_at timestamptz not null default now()
);

create index payments_booking_id on public.payments (booking_id);

alter table public.payments enable row level security;
revoke all on public.payments from anon, authenticated;
grant all on public.payments to service_role;

create table public.stripe_events (
  id text primary key,
  type text not null,
  received_at timestamptz not null default now()
);

alter table public.stripe_events enable row level security;
revoke all on public.stripe_events from anon, authenticated;
grant all on public.stripe_events to service_role;

-- One transaction: the event is marked and applied, or neither. A late event never overwrites a newer state.
create function public.apply_payment_event(
  event_id text, event_type text, session_id text, new_status text, occurred_at timestamptz
) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  paid_booking uuid;
begin
  insert into public.stripe_events (id, type) values (event_id, event_type) on conflict (id) do nothing;
  if not found then
    return false;
  end if;
  if not exists (select 1 from public.payments p where p.stripe_session_id = session_id) then
    raise exception 'no payment for session %', session_id using errcode = 'P0002';
  end if;
  update public.payments p
  set status = new_status, changed_at = occurred_at
  where p.stripe_session_id = session_id and (p.changed_at is null or p.changed_at < occurred_at)
  returning p.booking_id into paid_booking;
  update public.bookings b
  set status = case new_status when 'paid' then 'confirmed' when 'refunded' then 'refunded' else b.status end
  where b.id = paid_booking;
  return true;
end;
$$;
revoke execute on function public.apply_payment_event(text, text, text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function public.apply_payment_event(text, text, text, text, timestamptz) to service_role;
