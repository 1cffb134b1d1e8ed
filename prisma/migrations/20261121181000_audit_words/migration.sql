-- What a person may search events for, as words. The same function splits what is recorded and what is asked for.

-- Lower case, letters and digits of any script; everything else stands between words. No word is longer than 40 characters.
CREATE FUNCTION audit_tokens(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN btrim(regexp_replace(regexp_replace(lower(p_text COLLATE pg_c_utf8) COLLATE pg_c_utf8,
    '[^[:alnum:]]+', ' ', 'g'), '([[:alnum:]]{40})[[:alnum:]]+', '\1', 'g'));

-- The words of one event: its type, tool and outcome, the words that stand in its details, the texts beside it that are neither
-- sealed nor personal (the caller chooses them), and in full the ids that are filtered by, so that a facet narrows a search for words.
-- Ids that occur once, digests and instants are no words. Long texts are found by how they begin.
CREATE FUNCTION audit_words(p_type text, p_severity text, p_outcome text, p_actor text, p_agent text, p_target text, p_tool text,
  p_policy text, p_details jsonb, p_texts text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN concat_ws(' ',
    left(audit_tokens(concat_ws(' ', p_type, p_tool, nullif(p_outcome, 'done'), nullif(p_severity, 'info'),
      left(regexp_replace(p_texts, '\\(u[0-9a-fA-F]{4}|.)', ' ', 'g'), 1500),
      (SELECT string_agg(v.word #>> '{}', ' ') FROM jsonb_path_query(p_details, '$.* ? (@.type() == "string")') AS v (word)
        WHERE octet_length(v.word #>> '{}') <= 40 AND v.word #>> '{}' !~ '^[a-z]{2,4}_[0-9a-z]{20,}$|^\d{4}-\d\d-\d\dT|^[0-9a-f]{32,}$'))), 2000),
    p_type, lower(p_agent), nullif(lower(p_actor), lower(p_agent)), lower(p_policy),
    CASE WHEN p_target ~ '^(per|agt|tem|grp)_' AND p_target IS DISTINCT FROM p_agent AND p_target <> p_actor THEN lower(p_target) END);

CREATE FUNCTION audit_terms(p_words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_to_tsvector(array_remove(string_to_array(p_words, ' '), ''));

-- What waits to be merged into the index is read by every search: a little of it only.
CREATE INDEX audit_search_terms ON audit_search USING gin (audit_terms(words)) WITH (gin_pending_list_limit = 256);
