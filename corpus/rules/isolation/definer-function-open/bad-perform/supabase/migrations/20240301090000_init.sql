create table public.wallets (user_id uuid primary key, balance numeric not null default 0);
alter table public.wallets enable row level security;
create table public.audit_log (id bigint generated always as identity primary key, actor uuid, what text);
alter table public.audit_log enable row level security;

-- It locks the row and then moves the money of anybody; that it writes down who called asks nothing of him.
-- expect: isolation/definer-function-open
create function public.move_money(sender uuid, receiver uuid, amount numeric) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform 1 from wallets where user_id = sender for update;
  update wallets set balance = balance - amount where user_id = sender;
  update wallets set balance = balance + amount where user_id = receiver;
  insert into audit_log (actor, what) values (auth.uid(), 'moved');
  raise notice 'moved by %', auth.uid();
end $$;

-- The name of a parameter guards nothing while nothing is compared with it.
-- expect: isolation/definer-function-open
create function public.create_admin(p_email text, p_password text) returns void
language plpgsql security definer set search_path = public as $$
begin
  insert into admins (email, password, role) values (p_email, p_password, 'admin');
end $$;
create table public.admins (email text primary key, password text, role text);
alter table public.admins enable row level security;
