create table public.members (org_id uuid, user_id uuid, primary key (org_id, user_id));
create function public.my_orgs() returns setof uuid language sql stable security definer set search_path = ''
  as $$ select org_id from public.members where user_id = auth.uid() $$;
alter table public.members enable row level security;
create policy "team" on public.members for select using (org_id in (select public.my_orgs()));
create policy "leave" on public.members for delete using (user_id = auth.uid());
