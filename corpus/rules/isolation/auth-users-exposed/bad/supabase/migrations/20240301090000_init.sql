-- expect: isolation/auth-users-exposed
create view public.people as select id, email from auth.users;
