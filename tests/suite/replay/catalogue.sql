-- What a PostgreSQL database holds, one canonical line per fact. `model.rs` prints the same lines from plimsoll's model.
-- With an empty search path every name outside pg_catalog is printed with its schema.
SET search_path = '';
SET client_min_messages = error;

-- The system's own schemas and the members of extensions are left out.
CREATE TEMP VIEW spaces AS
SELECT oid, nspname AS name FROM pg_namespace
WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%';

CREATE TEMP VIEW of_extension AS SELECT classid, objid FROM pg_depend WHERE deptype = 'e';

CREATE TEMP VIEW relations AS
SELECT c.oid, c.relkind AS kind, s.name || '.' || c.relname AS name, s.name AS space, c.relname AS own_name
FROM pg_class c JOIN pg_temp.spaces s ON s.oid = c.relnamespace
WHERE NOT EXISTS (SELECT FROM pg_temp.of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid);

CREATE TEMP VIEW tables AS SELECT * FROM pg_temp.relations WHERE kind IN ('r', 'p', 'f');

CREATE TEMP VIEW callers AS SELECT name FROM unnest('{anon,authenticated,service_role}'::text[]) name;

-- Names of columns by their numbers, in the order of the numbers; 0 is an expression.
CREATE FUNCTION pg_temp.columns(relation oid, numbers smallint[]) RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(string_agg(coalesce(a.attname, '<expression>'), ',' ORDER BY n.place), '')
  FROM unnest(numbers) WITH ORDINALITY n (number, place)
  LEFT JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = n.number AND n.number <> 0
$$;

SELECT 'schema ' || name FROM pg_temp.spaces;

SELECT format('schema grant %s to %s: %s', s.name, r.name, string_agg(p, ',' ORDER BY p))
FROM pg_temp.spaces s, pg_temp.callers r, unnest('{create,usage}'::text[]) p
WHERE has_schema_privilege(r.name, s.oid, p) GROUP BY s.name, r.name;

SELECT format('table %s %s owner %s row security %s%s', t.name,
  CASE WHEN c.relkind = 'p' THEN 'partitioned' WHEN c.relkind = 'f' THEN 'foreign' WHEN c.relispartition THEN 'partition' ELSE 'plain' END,
  pg_get_userbyid(c.relowner), CASE WHEN c.relrowsecurity THEN 'on' ELSE 'off' END, CASE WHEN c.relforcerowsecurity THEN ' forced' END)
FROM pg_temp.tables t JOIN pg_class c USING (oid);

SELECT format('inherits %s from %s', child.name, parent.name)
FROM pg_inherits i JOIN pg_temp.tables child ON child.oid = i.inhrelid JOIN pg_temp.tables parent ON parent.oid = i.inhparent;

SELECT format('column %s.%s %s%s %s', t.name, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' END,
  CASE WHEN a.attgenerated <> '' THEN 'generated' WHEN a.attidentity = 'a' THEN 'identity always'
       WHEN a.attidentity = 'd' THEN 'identity by default' WHEN a.atthasdef THEN 'default' ELSE 'written' END)
FROM pg_temp.tables t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attnum > 0 AND NOT a.attisdropped;

SELECT format('order of columns %s: %s', t.name, string_agg(a.attname, ',' ORDER BY a.attnum))
FROM pg_temp.tables t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attnum > 0 AND NOT a.attisdropped GROUP BY t.name;

SELECT format('constraint %s.%s %s (%s)%s%s', t.name, c.conname,
  CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' ELSE 'exclude' END,
  CASE c.contype WHEN 'c' THEN (SELECT string_agg(name, ',' ORDER BY name) FROM string_to_table(pg_temp.columns(c.conrelid, c.conkey), ',') name)
       ELSE replace(pg_temp.columns(c.conrelid, c.conkey), '<expression>', '') END,
  CASE WHEN c.contype = 'f' THEN format(' references %s (%s) on delete %s on update %s', c.confrelid::regclass, pg_temp.columns(c.confrelid, c.confkey),
    actions ->> c.confdeltype::text, actions ->> c.confupdtype::text) END,
  CASE WHEN NOT c.convalidated THEN ' not valid' END)
FROM pg_temp.tables t JOIN pg_constraint c ON c.conrelid = t.oid,
  jsonb(json_build_object('a', 'no action', 'r', 'restrict', 'c', 'cascade', 'n', 'set null', 'd', 'set default')) actions
WHERE c.contype IN ('p', 'u', 'c', 'f', 'x');

SELECT format('index %s on %s %s%s%s%s%s (%s)%s', i.own_name, r.name, m.amname, CASE WHEN x.indisunique THEN ' unique' END,
  CASE WHEN to_jsonb(x) @> '{"indnullsnotdistinct": true}' THEN ' nulls not distinct' END, CASE WHEN x.indisprimary THEN ' primary' END,
  CASE WHEN x.indpred IS NOT NULL THEN ' partial' END,
  (SELECT string_agg(pg_temp.columns(x.indrelid, ARRAY[x.indkey[n]]) || CASE x.indoption[n] WHEN 1 THEN ' desc nulls last' WHEN 2 THEN ' asc nulls first'
     WHEN 3 THEN ' desc' ELSE '' END, ',' ORDER BY n) FROM generate_series(0, x.indnkeyatts - 1) n),
  ' include (' || nullif((SELECT string_agg(pg_temp.columns(x.indrelid, ARRAY[x.indkey[n]]), ',' ORDER BY n)
     FROM generate_series(x.indnkeyatts, x.indnatts - 1) n), '') || ')')
FROM pg_index x JOIN pg_temp.relations i ON i.oid = x.indexrelid JOIN pg_temp.relations r ON r.oid = x.indrelid
JOIN pg_class c ON c.oid = i.oid JOIN pg_am m ON m.oid = c.relam;

SELECT format('policy "%s" on %s.%s %s for %s to %s%s%s', policyname, schemaname, tablename, lower(permissive), lower(cmd),
  (SELECT string_agg(r, ',' ORDER BY r) FROM unnest(roles) r), CASE WHEN qual IS NOT NULL THEN ' using' END,
  CASE WHEN with_check IS NOT NULL THEN ' check' END)
FROM pg_policies;

SELECT format('trigger %s on %s %s %s%s %s executes %s.%s%s', g.tgname, r.name,
  CASE WHEN g.tgtype::int & 2 > 0 THEN 'before' WHEN g.tgtype::int & 64 > 0 THEN 'instead of' ELSE 'after' END,
  concat_ws(',', CASE WHEN g.tgtype::int & 8 > 0 THEN 'delete' END, CASE WHEN g.tgtype::int & 4 > 0 THEN 'insert' END,
    CASE WHEN g.tgtype::int & 32 > 0 THEN 'truncate' END, CASE WHEN g.tgtype::int & 16 > 0 THEN 'update' END),
  ' of ' || nullif(pg_temp.columns(g.tgrelid, g.tgattr::smallint[]), ''),
  CASE WHEN g.tgtype::int & 1 > 0 THEN 'row' ELSE 'statement' END, n.nspname, p.proname, CASE WHEN g.tgenabled = 'D' THEN ' disabled' END)
FROM pg_trigger g JOIN pg_temp.relations r ON r.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT g.tgisinternal;

SELECT format('%s %s%s%s (%s)', CASE r.kind WHEN 'm' THEN 'materialized view' ELSE 'view' END, r.name,
  CASE WHEN o ->> 'security_invoker' IN ('true', 'on', '1') THEN ' security_invoker' END,
  CASE WHEN o ->> 'security_barrier' IN ('true', 'on', '1') THEN ' security_barrier' END,
  (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_temp.relations r JOIN pg_class c USING (oid),
  LATERAL (SELECT coalesce(jsonb_object_agg(option_name, lower(option_value)), '{}') o FROM pg_options_to_table(c.reloptions)) options
WHERE r.kind IN ('v', 'm');

SELECT format('sequence %s%s', r.name, CASE WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid
  AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')) THEN ' owned' END)
FROM pg_temp.relations r WHERE r.kind = 'S';

SELECT format('%s %s.%s(%s) returns %s%s %s %s%s%s%s', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
  s.name, p.proname, (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY place) FROM unnest(p.proargtypes) WITH ORDINALITY a (t, place)),
  CASE WHEN p.proretset THEN 'setof ' END, CASE WHEN p.prokind = 'p' THEN 'nothing' ELSE format_type(p.prorettype, NULL) END, l.lanname,
  CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END, CASE WHEN p.proisstrict THEN ' strict' END,
  CASE WHEN p.prosecdef THEN ' security definer' END,
  (SELECT ' set ' || string_agg(translate(c, '" ', ''), ' ' ORDER BY c) FROM unnest(p.proconfig) c))
FROM pg_proc p JOIN pg_temp.spaces s ON s.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT FROM pg_temp.of_extension e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid);

SELECT format('execute %s.%s(%s) by %s', s.name, p.proname,
  (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY place) FROM unnest(p.proargtypes) WITH ORDINALITY a (t, place)), r.name)
FROM pg_proc p JOIN pg_temp.spaces s ON s.oid = p.pronamespace, pg_temp.callers r
WHERE has_function_privilege(r.name, p.oid, 'execute')
  AND NOT EXISTS (SELECT FROM pg_temp.of_extension e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid);

SELECT format('enum %s.%s (%s)', s.name, t.typname, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t JOIN pg_temp.spaces s ON s.oid = t.typnamespace WHERE t.typtype = 'e';

SELECT format('domain %s.%s over %s%s%s checks %s', s.name, t.typname, format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN ' not null' END,
  CASE WHEN t.typdefault IS NOT NULL THEN ' default' END, (SELECT count(*) FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'))
FROM pg_type t JOIN pg_temp.spaces s ON s.oid = t.typnamespace WHERE t.typtype = 'd';

SELECT format('composite %s (%s)', r.name, (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attnum)
  FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_temp.relations r WHERE r.kind = 'c';

SELECT format('grant on %s to %s: %s', t.name, r.name, string_agg(p, ',' ORDER BY p))
FROM pg_temp.relations t, pg_temp.callers r, unnest('{delete,insert,references,select,trigger,truncate,update}'::text[]) p
WHERE t.kind IN ('r', 'p', 'f', 'v', 'm') AND has_table_privilege(r.name, t.oid, p) GROUP BY t.name, r.name;

SELECT format('grant on sequence %s to %s: %s', t.name, r.name, string_agg(p, ',' ORDER BY p))
FROM pg_temp.relations t, pg_temp.callers r, unnest('{select,update,usage}'::text[]) p
WHERE t.kind = 'S' AND has_sequence_privilege(r.name, t.oid, p) GROUP BY t.name, r.name;

SELECT format('grant on column %s.%s to %s: %s', t.name, a.attname, coalesce(r.rolname, 'public'),
  string_agg(lower(g.privilege_type), ',' ORDER BY lower(g.privilege_type)))
FROM pg_temp.tables t JOIN pg_attribute a ON a.attrelid = t.oid, aclexplode(a.attacl) g LEFT JOIN pg_roles r ON r.oid = g.grantee
WHERE NOT a.attisdropped GROUP BY t.name, a.attname, r.rolname;

SELECT format('default privileges of %s in %s on %s to %s: %s', pg_get_userbyid(d.defaclrole), coalesce(n.nspname, '*'),
  CASE d.defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function' WHEN 'T' THEN 'type' ELSE 'schema' END,
  coalesce(r.rolname, 'public'), string_agg(lower(g.privilege_type), ',' ORDER BY lower(g.privilege_type)))
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) g LEFT JOIN pg_roles r ON r.oid = g.grantee
WHERE g.grantee <> d.defaclrole AND g.privilege_type <> 'MAINTAIN' GROUP BY d.defaclrole, n.nspname, d.defaclobjtype, r.rolname;

SELECT format('publication %s%s', pubname, CASE WHEN puballtables THEN ' all tables' END) FROM pg_publication;

SELECT format('publication %s table %s', p.pubname, t.name)
FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid JOIN pg_temp.tables t ON t.oid = r.prrelid;

SELECT format('publication %s schema %s', p.pubname, s.name)
FROM pg_publication p JOIN pg_publication_namespace n ON n.pnpubid = p.oid JOIN pg_temp.spaces s ON s.oid = n.pnnspid;

SELECT 'event trigger ' || evtname FROM pg_event_trigger;
