-- Counters of attempts, shared by all instances. In a schema of their own: a library reads and writes the table, not the ORM.
create schema limits;
create table limits.attempts (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index attempts_expire on limits.attempts (expire);
