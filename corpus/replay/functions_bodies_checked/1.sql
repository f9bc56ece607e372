create function g1() returns int language sql as $$ select nothing from nowhere $$;
create function g2() returns int language plpgsql as $$ begin return (select nothing from nowhere); end $$;
create function g4() returns int language plpgsql as $$ begin retrun 1; end $$;
create function g5() returns int language plpgsql as $$ begin return 1; end $$;
create function g6() returns int language plpgsql as $$ declare x int; begin if true then return 1; end $$;
create function g7() returns void language sql as $$ update nowhere set a = 1 $$;
create function g8() returns boolean language sql as $$ select exists (select 1 from auth.users where id = auth.uid()) $$;
create function g9(a int) returns int language sql as $$ select b $$;
