-- The two roles, the template every database is made from, and the database itself.
-- Run by the superuser, with psql, as often as you like; the passwords come from the environment:
--   DSCR_OWNER_PASSWORD=... DSCR_APP_PASSWORD=... psql -f deploy/roles.sql
-- dscr_owner owns every table and runs migrations; dscr_app is what the product runs as. It is
-- given nothing here: each table's rights are granted when it is migrated, so that a table nobody
-- thought of is a table it cannot read.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
\getenv owner_password DSCR_OWNER_PASSWORD
\getenv app_password DSCR_APP_PASSWORD

SELECT 'CREATE ROLE dscr_owner' WHERE to_regrole('dscr_owner') IS NULL \gexec
SELECT 'CREATE ROLE dscr_app' WHERE to_regrole('dscr_app') IS NULL \gexec
-- CREATEDB: the tests make their own databases from the template.
ALTER ROLE dscr_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB NOBYPASSRLS NOREPLICATION NOINHERIT
    PASSWORD :'owner_password';
ALTER ROLE dscr_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION NOINHERIT
    PASSWORD :'app_password';
-- The owner may end the application's connections, which dropping a database under it needs.
GRANT dscr_app TO dscr_owner WITH INHERIT TRUE, SET FALSE, ADMIN FALSE;

-- Extensions and the rights on a schema belong to a database, so they live in the one that is
-- copied.
SELECT 'CREATE DATABASE dscr_template OWNER dscr_owner'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dscr_template') \gexec
\connect dscr_template
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO dscr_app;
\connect postgres
SET client_min_messages = warning;

SELECT 'CREATE DATABASE dscr TEMPLATE dscr_template OWNER dscr_owner'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dscr') \gexec
-- Unless told otherwise, everybody may connect to a database and make temporary tables in it.
REVOKE ALL ON DATABASE dscr, dscr_template FROM PUBLIC;
GRANT CONNECT ON DATABASE dscr TO dscr_app;
