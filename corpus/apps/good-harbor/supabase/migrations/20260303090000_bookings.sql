create extension if not exists btree_gist with schema extensions;

create table public.bookings (
  id uuid primary key default gen_random_uuid(),
  marina_id uuid not null references public.marinas (id) on delete restrict,
  berth_id uuid not null references public.berths (id) on delete restrict,
  guest_id uuid references public.profiles (id) on delete set null,
  starts_on date not null,
  ends_on date not null,
  total_cents integer not null check (total_cents > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null default 'pending' check (status in ('pending', 'confirmed', 'cancelled', 'refunded')),
  created_at timestamptz not null default now(),
  check (ends_on > starts_on),
  -- Two guests can never hold the same nights, whoever comes first.
  exclude using gist (berth_id with =, daterange(starts_on, ends_on) with &&)
    where (status in ('pending', 'confirmed'))
);

create index bookings_guest_id on public.bookings (guest_id, created_at desc);
create index bookings_marina_id on public.bookings (marina_id, starts_on);
create index bookings_berth_id on public.bookings (berth_id);

alter table public.bookings enable row level security;
revoke all on public.bookings from anon, authenticated;
grant select on public.bookings to authenticated;
grant all on public.bookings to service_role;

create policy "guests and staff read bookings" on public.bookings for select to authenticated
  using (guest_id = (select auth.uid()) or marina_id in (select private.my_marinas()));

-- The only way in: the price comes from the berth, the guest from the token.
create function public.book_berth(berth uuid, first_night date, last_day date) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  caller uuid := auth.uid();
  chosen record;
  booking uuid;
begin
  if caller is null then
    raise exception 'sign in first' using errcode = '42501';
  end if;
  if first_night < current_date or last_day - first_night not between 1 and 60 then
    raise exception 'these dates cannot be booked' using errcode = '22023';
  end if;
  select b.id, b.marina_id, b.price_cents, m.currency into chosen
  from public.berths b join public.marinas m on m.id = b.marina_id
  where b.id = berth and b.is_listed;
  if not found then
    raise exception 'this berth cannot be booked' using errcode = 'P0002';
  end if;
  insert into public.bookings (marina_id, berth_id, guest_id, starts_on, ends_on, total_cents, currency)
  values (chosen.marina_id, chosen.id, caller, first_night, last_day,
          chosen.price_cents * (last_day - first_night), chosen.currency)
  returning id into booking;
  return booking;
end;
$$;
revoke execute on function public.book_berth(uuid, date, date) from public, anon, authenticated;
grant execute on function public.book_berth(uuid, date, date) to authenticated;

create function public.cancel_booking(booking uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update public.bookings set status = 'cancelled'
  where id = booking and guest_id = auth.uid() and status = 'pending';
  return found;
end;
$$;
revoke execute on function public.cancel_booking(uuid) from public, anon, authenticated;
grant execute on function public.cancel_booking(uuid) to authenticated;
