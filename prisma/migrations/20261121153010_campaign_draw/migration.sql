-- Seats know who is above somebody.
DROP FUNCTION campaign_above(text);

-- A number from 0 to 99 that anybody can draw again: by which items a share is chosen.
CREATE FUNCTION campaign_draw(campaign text, number int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (('x' || left(md5(campaign || ':' || number), 8))::bit(32)::bigint % 100)::int $$;
