-- Tables that extensions make, one section for each.
-- extension pg_cron
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text NOT NULL, command text NOT NULL, nodename text, nodeport integer, database text, username text,
  active boolean DEFAULT true, jobname text);
CREATE TABLE cron.job_run_details (jobid bigint, runid bigint PRIMARY KEY, job_pid integer, database text, username text, command text, status text,
  return_message text, start_time timestamptz, end_time timestamptz);
-- extension pg_net
CREATE TABLE net.http_request_queue (id bigserial, method text NOT NULL, url text NOT NULL, headers jsonb, body bytea, timeout_milliseconds integer NOT NULL);
CREATE TABLE net._http_response (id bigint, status_code integer, content_type text, headers jsonb, content text, timed_out boolean, error_msg text,
  created timestamptz NOT NULL DEFAULT now());
-- extension pgmq
CREATE TYPE pgmq.message_record AS (msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb);
CREATE TYPE pgmq.queue_record AS (queue_name varchar, is_partitioned boolean, is_unlogged boolean, created_at timestamptz);
CREATE TABLE pgmq.meta (queue_name varchar UNIQUE NOT NULL, is_partitioned boolean NOT NULL, is_unlogged boolean NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
-- extension pgsodium
CREATE TABLE pgsodium.key (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), status text, created timestamptz NOT NULL DEFAULT now(), expires timestamptz,
  key_type text, key_id bigint, key_context bytea, name text UNIQUE, associated_data text, raw_key bytea, raw_key_nonce bytea, parent_key uuid, comment text,
  user_data text);
-- extension postgis
CREATE TABLE spatial_ref_sys (srid integer PRIMARY KEY CHECK (srid > 0 AND srid <= 998999), auth_name varchar(256), auth_srid integer, srtext varchar(2048),
  proj4text varchar(2048));
CREATE VIEW geometry_columns AS SELECT ''::varchar(256) AS f_table_catalog, ''::name AS f_table_schema, ''::name AS f_table_name, ''::name AS f_geometry_column,
  2 AS coord_dimension, 0 AS srid, ''::varchar(30) AS type;
CREATE VIEW geography_columns AS SELECT ''::name AS f_table_catalog, ''::name AS f_table_schema, ''::name AS f_table_name, ''::name AS f_geography_column,
  2 AS coord_dimension, 0 AS srid, '' AS type;
