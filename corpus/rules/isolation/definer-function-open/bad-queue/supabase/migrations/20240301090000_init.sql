create extension if not exists pgmq;
select pgmq.create('letters_to_members');

create or replace function public.next_letters(how_many integer) -- expect: isolation/definer-function-open
returns setof pgmq.message_record language plpgsql security definer set search_path = public, pgmq as $$
begin
  return query select * from pgmq.read('letter_emails', 30, how_many);
end; $$;

create or replace function public.queue_letter(queue_name text, payload jsonb) -- expect: isolation/definer-function-open
returns bigint language plpgsql security definer as $$
begin
  return pgmq.send(queue_name, payload);
exception when undefined_table then
  perform pgmq.create(queue_name);
  return pgmq.send(queue_name, payload);
end; $$;
-- What the platform gives the callers of the API by name stays.
revoke execute on function public.queue_letter(text, jsonb) from public;
grant execute on function public.queue_letter(text, jsonb) to service_role;

create or replace function public.drop_job(id bigint) -- expect: isolation/definer-function-open
returns boolean language sql security definer as $$ select pgmq.delete('thumbnails', id); $$;
