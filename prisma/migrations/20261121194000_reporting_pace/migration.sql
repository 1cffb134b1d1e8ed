-- How fast each reporter reports, shared by every instance of the machines' door. A crash of the server forgets it: then each may begin
-- with what it may report at once.
create unlogged table limits.reporting_paces (
  source_id text primary key,
  held double precision not null,
  at timestamptz not null
) with (fillfactor = 50);

-- Takes `wanted`, and as far as it is there `ahead` more, from what a source may report: `per_second` on average, `burst` at once. More
-- than that is taken when nothing is missing, and owed. `taken` is 0 where it has to wait.
create function limits.take_reporting_pace(
  source text, wanted double precision, ahead double precision, burst double precision, per_second double precision,
  now timestamptz default clock_timestamp(), out taken double precision, out wait_ms double precision
) language plpgsql as $$
declare
  there double precision;
begin
  insert into limits.reporting_paces values (source, burst, now) on conflict do nothing;
  select least(burst, p.held + greatest(0, extract(epoch from now - p.at)) * per_second) into there
    from limits.reporting_paces p where p.source_id = source for update;
  if there < least(wanted, burst) - 1e-6 then
    taken := 0;
    wait_ms := ceil((least(wanted, burst) - there) / per_second * 1000);
    return;
  end if;
  taken := greatest(wanted, least(wanted + ahead, floor(there)));
  wait_ms := 0;
  update limits.reporting_paces p set held = there - taken, at = greatest(p.at, now) where p.source_id = source;
end
$$;
