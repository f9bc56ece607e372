create table user_roles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  role text not null
);
alter table user_roles enable row level security;
-- The row that is added must be that of an admin; who adds it, nobody asks.
create policy admins on user_roles for all to authenticated using (role = 'admin'); -- expect: isolation/open-to-any-account
