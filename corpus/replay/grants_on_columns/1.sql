create table profiles (id uuid primary key, name text, role text, phone text);
revoke select, update on profiles from anon, authenticated;
grant select (id, name), update (name, phone) on profiles to authenticated;
grant select (id) on profiles to public;
revoke update on profiles from authenticated;
grant select on profiles to anon;
revoke select on profiles from public;
