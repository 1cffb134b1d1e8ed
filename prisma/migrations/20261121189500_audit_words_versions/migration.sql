-- As before, but for ids with a version behind them, as decisions name their policies: they are no words either.
CREATE OR REPLACE FUNCTION audit_words(p_type text, p_severity text, p_outcome text, p_actor text, p_agent text, p_target text, p_tool text,
  p_policy text, p_details jsonb, p_texts text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN concat_ws(' ',
    left(audit_tokens(concat_ws(' ', p_type, p_tool, nullif(p_outcome, 'done'), nullif(p_severity, 'info'),
      left(regexp_replace(p_texts, '\\(u[0-9a-fA-F]{4}|.)', ' ', 'g'), 1500),
      (SELECT string_agg(v.word #>> '{}', ' ') FROM jsonb_path_query(p_details, '$.* ? (@.type() == "string")') AS v (word)
        WHERE octet_length(v.word #>> '{}') <= 40
          AND v.word #>> '{}' !~ '^[a-z]{2,4}_[0-9a-z]{20,}(@\d+)?$|^\d{4}-\d\d-\d\dT|^[0-9a-f]{32,}$'))), 2000),
    p_type, lower(p_agent), nullif(lower(p_actor), lower(p_agent)), lower(p_policy),
    CASE WHEN p_target ~ '^(per|agt|tem|grp)_' AND p_target IS DISTINCT FROM p_agent AND p_target <> p_actor THEN lower(p_target) END);
