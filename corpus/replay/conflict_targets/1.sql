create table crew (id int primary key, email text, nick text, active boolean, team int);
create unique index crew_email on crew (email) where active;
create unique index crew_nick on crew (lower(nick));
create unique index crew_team on crew (team, nick);
insert into crew (id, email) values (1, 'a') on conflict (email) do nothing;
insert into crew (id, email) values (2, 'a') on conflict (email) where active do nothing;
insert into crew (id, email) values (3, 'b') on conflict do nothing;
insert into crew (id, nick) values (4, 'b') on conflict (lower(nick)) do nothing;
insert into crew (id, nick, team) values (5, 'c', 1) on conflict (nick, team) do update set email = excluded.email;
insert into crew (id, nick) values (6, 'd') on conflict (team) do nothing;
insert into auth.users (id, email) values ('00000000-0000-0000-0000-000000000001', 'a@example.com') on conflict (email) do nothing;
insert into auth.users (id, email) values ('00000000-0000-0000-0000-000000000001', 'a@example.com') on conflict (id) do nothing;
do $$
begin
  insert into crew (id, email) values (7, 'g') on conflict (email) do nothing;
end $$;
