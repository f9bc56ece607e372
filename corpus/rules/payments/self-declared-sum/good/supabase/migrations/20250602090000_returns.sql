-- What was sold back is paid out by a function that believes the row.
create table public.returns (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  refund numeric not null,
  state text not null default 'open'
);
alter table public.returns enable row level security;
create policy returns_read on public.returns for select to authenticated using (user_id = auth.uid());
create function public.pay_return(p_return uuid) returns void language plpgsql security definer set search_path = '' as $$
declare v_return public.returns;
begin
  select * into v_return from public.returns where id = p_return and state = 'open';
  update public.purses set balance = balance + v_return.refund where user_id = v_return.user_id;
  update public.returns set state = 'paid' where id = p_return;
end $$;
revoke execute on function public.pay_return(uuid) from public, anon, authenticated;
