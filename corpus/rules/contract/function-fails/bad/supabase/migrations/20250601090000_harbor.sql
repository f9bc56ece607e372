create table public.awards (id uuid primary key default gen_random_uuid(), skipper_id uuid, title text, given_on date);
create table public.skippers (id uuid primary key, nights int not null default 0, mail varchar(200), kind text);
create table public.stays (id uuid primary key, skipper_id uuid, nights int, extra_nights int);

create function public.award(p_skipper uuid) returns void language plpgsql set search_path = public as $$
begin
  if p_skipper is null then
    raise exception 'nobody';
  end if;
  insert into awards (skipper_id, title) values (p_skipper, 'Badge'); -- expect: contract/function-fails
end $$;

create function public.thank(p_skipper uuid) returns void language plpgsql set search_path = public as $$
begin
  delete from awards where skipper_id = p_skipper;
end $$;

create function public.add_nights(p_skipper uuid, n int) returns void language plpgsql as $$
begin
  update stays set extra_nights = extra_nights + n where skipper_id = p_skipper; -- expect: contract/function-fails
end $$;

create function public.spend(p_skipper uuid, n int) returns void language plpgsql as $$
begin
  update skippers set nights = nights - n where id = p_skipper; -- expect: contract/function-fails
end $$;

create function public.list_awards() returns table (id uuid, title text) language plpgsql as $$
begin
  return query select id, title from awards; -- expect: contract/function-fails
end $$;

create function public.mails(at text) returns table (who text) language plpgsql as $$
begin
  if at is null then
    return;
  end if;
  return query select s.mail from skippers s where s.kind = at; -- expect: contract/function-fails
end $$;

create function public.book_nights(p_skipper uuid, n int) returns jsonb language plpgsql as $$
declare found_one uuid;
begin
  if n <= 0 then
    return jsonb_build_object('ok', false);
  end if;
  select a.id into found_one from awards a where a.skipper_id = p_skipper limit 1;
  if found_one is null then
    return jsonb_build_object('ok', false);
  end if;
  insert into awards (skipper, title) values (p_skipper, 'Guest'); -- expect: contract/function-fails
  return jsonb_build_object('ok', true);
end $$;

create function public.give_back(p_skipper uuid, n int) returns jsonb language plpgsql as $$
begin
  if n <= 0 then
    delete from awards where skipper_id = p_skipper;
    return jsonb_build_object('ok', true);
  end if;
  insert into awards (skipper, title) values (p_skipper, 'Guest'); -- expect: contract/function-fails
  return jsonb_build_object('ok', true);
end $$;

create function public.touch() returns trigger language plpgsql as $$
begin
  new.updated_at := now(); -- expect: contract/function-fails
  return new;
end $$;
create trigger touch_awards before update on public.awards for each row execute function public.touch();
