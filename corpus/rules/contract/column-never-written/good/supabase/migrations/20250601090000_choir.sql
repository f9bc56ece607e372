create table public.concerts (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  short_name text,
  hall text,
  conductor text,
  note text,
  rehearsed_at timestamptz,
  seats integer default 80
);
create table public.singers (id uuid primary key default gen_random_uuid(), name text not null, voice text);

create function public.name_concert() returns trigger language plpgsql as $$
begin
  new.short_name := lower(new.title);
  return new;
end $$;
create trigger name_concert before insert on public.concerts for each row execute function public.name_concert();

create function public.rehearse(concert uuid) returns void language plpgsql as $$
begin
  update public.concerts set rehearsed_at = now() where id = concert;
end $$;

update public.concerts set conductor = 'Ana' where conductor is null;
