-- A month whose rows stood in the table's rest: a statement that was planned before the month was attached, and waited for the rest,
-- would look for them where they no longer are, and an event would seem to be gone. So nobody reads the table while they move.
CREATE OR REPLACE FUNCTION audit_make_partition(p_parent text, p_month date) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET countersign.log_function = 'on' AS $$
DECLARE
  name text := p_parent || '_' || to_char(p_month, 'YYYYMM');
  starts timestamptz := date_trunc('month', p_month)::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (date_trunc('month', p_month) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
  moves boolean;
BEGIN
  IF p_parent NOT IN ('audit_events', 'audit_personal', 'audit_search') THEN
    RAISE EXCEPTION '% has no months', p_parent;
  END IF;
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE at >= %L AND at < %L)', p_parent || '_rest', starts, ends) INTO moves;
  IF moves THEN
    EXECUTE format('LOCK TABLE ONLY public.%I IN ACCESS EXCLUSIVE MODE', p_parent);
  END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, p_parent);
  EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', p_parent || '_rest');
  EXECUTE format('WITH moved AS (DELETE FROM public.%I WHERE at >= %L AND at < %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
    p_parent || '_rest', starts, ends, name);
  EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', p_parent, name, starts, ends);
  PERFORM audit_wall_partition(p_parent, name);
END $$;
