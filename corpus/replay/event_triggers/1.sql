create function on_ddl() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watch on ddl_command_end execute function on_ddl();
create event trigger watch on ddl_command_end execute function on_ddl();
drop event trigger watch;
drop event trigger watch;
