create table kinds (
  a int, b int4, c bigint, d int8, e smallint, f real, g float, h double precision, i numeric, j decimal(8, 2), k varchar, l varchar(30),
  m character varying(5), n char, o char(3), p text, q boolean, r bool, s date, t time, u timetz, v timestamp, w timestamptz, x timestamptz(3),
  y interval, z json, aa jsonb, ab uuid, ac inet, ad bytea, ae text[], af int[][], ag numeric(5, 1)[], ah int array, ai timestamp with time zone,
  aj timestamp without time zone, ak bit(4), al varbit, am tsvector, an int4range, ao point, ap money, aq float(10), ar time(2) with time zone, at_ xml);
