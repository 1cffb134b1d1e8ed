-- What a policy asked in one version is not what it asks in the next: requests that it asked are superseded, and standing approvals
-- that rest on it end, in the transaction that publishes, rolls back or retires it. "id#rule@number" names the version that asked.
CREATE FUNCTION approvals_follow_policies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.published IS DISTINCT FROM o.published) THEN
    PERFORM approvals_supersede((SELECT array_agg(a.id) FROM approvals a WHERE a.status = 'pending' AND EXISTS (
      SELECT 1 FROM unnest(a.policies) p JOIN new_rows n ON n.id = split_part(split_part(p, '@', 1), '#', 1)
      WHERE n.published::text IS DISTINCT FROM split_part(p, '@', 2))), 'policy_changed');
    PERFORM approvals_drift((SELECT array_agg(a.id) FROM standing_approvals a WHERE a.state IN ('proposed', 'active') AND EXISTS (
      SELECT 1 FROM unnest(a.policies) p JOIN new_rows n ON n.id = split_part(split_part(p, '@', 1), '#', 1)
      WHERE n.published::text IS DISTINCT FROM split_part(p, '@', 2))), 'policy_changed');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER approvals_policies_up AFTER UPDATE ON policies REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION approvals_follow_policies();
