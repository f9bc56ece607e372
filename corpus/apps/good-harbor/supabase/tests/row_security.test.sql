begin;
select plan(4);

insert into auth.users (id, email) values
  ('11111111-1111-4111-8111-111111111111', 'ada@harbor.example'),
  ('22222222-2222-4222-8222-222222222222', 'ben@harbor.example');

set local role authenticated;
set local request.jwt.claims = '{"sub": "22222222-2222-4222-8222-222222222222", "role": "authenticated"}';

select is((select count(*) from public.profiles), 1::bigint, 'a person sees only the own profile');
select throws_ok(
  $$ insert into public.memberships (marina_id, user_id, role)
     values (gen_random_uuid(), '22222222-2222-4222-8222-222222222222', 'manager') $$,
  '42501', null, 'nobody makes himself a manager');
select throws_ok($$ select * from public.payments $$, '42501', null, 'payments are not readable');
select throws_ok(
  $$ select public.take_token('x', 1, 60) $$, '42501', null, 'the limiter belongs to the server');

select * from finish();
rollback;
